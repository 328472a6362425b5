package dev.oceanus.fakebigquery.load;

import dev.oceanus.fakebigquery.api.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Objects of Cloud Storage that load jobs read: {@code gs://bucket/object} is the file {@code
 * objects/bucket/object} in the folder of the store, which tests put there.
 */
public final class StoredObject {
  private static final Pattern URI =
      Pattern.compile("gs://([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])/([^*]+)");

  private StoredObject() {}

  /**
   * Refuses what a load job cannot read.
   *
   * @param uris of its configuration
   */
  public static void check(JsonNode uris) {
    if (uris.size() != 1) {
      throw ApiException.unsupported("Loading from several sourceUris");
    }
    String uri = uris.path(0).asString("");
    if (uri.contains("*")) {
      throw ApiException.unsupported("A wildcard in sourceUris");
    }
    matched(uri);
  }

  /**
   * Where the data of a job lies.
   *
   * @param folder of the store
   * @param uris of its configuration
   * @throws ApiException if there is no such object
   */
  public static Upload find(Path folder, JsonNode uris) throws IOException {
    String uri = uris.path(0).asString("");
    Matcher parts = matched(uri);
    Path objects = folder.resolve("objects").toAbsolutePath().normalize();
    Path file = objects.resolve(parts.group(1)).resolve(parts.group(2)).normalize();
    if (!file.startsWith(objects) || !Files.isRegularFile(file)) {
      throw ApiException.notFound("URI " + uri);
    }
    return new Upload(file.toString(), 0, Files.size(file));
  }

  private static Matcher matched(String uri) {
    Matcher parts = URI.matcher(uri);
    if (!parts.matches()) {
      throw ApiException.invalid("Source URI must be a Google Cloud Storage location: " + uri);
    }
    return parts;
  }
}
