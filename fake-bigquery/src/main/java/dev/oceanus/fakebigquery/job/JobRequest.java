package dev.oceanus.fakebigquery.job;

import dev.oceanus.fakebigquery.fault.Fault;
import dev.oceanus.fakebigquery.load.Upload;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job that somebody wants.
 *
 * @param job the resource as it was sent
 * @param upload the data of a load job
 * @param fault what shall go wrong with it
 */
public record JobRequest(String project, ObjectNode job, Optional<Upload> upload, Fault fault) {
  /** The part of the configuration that a load job has. */
  ObjectNode configuration() {
    return job.path("configuration") instanceof ObjectNode object
        ? object
        : job.putObject("configuration");
  }
}
