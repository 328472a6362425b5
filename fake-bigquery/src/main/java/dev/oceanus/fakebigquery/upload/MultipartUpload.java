package dev.oceanus.fakebigquery.upload;

import dev.oceanus.fakebigquery.load.Upload;
import tools.jackson.databind.node.ObjectNode;

/** A job with its data, as they came in one call. */
public record MultipartUpload(ObjectNode job, Upload upload) {}
