package dev.oceanus.fakebigquery.load;

import dev.oceanus.fakebigquery.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the data of a load job lies: a range of a file.
 *
 * @param file below the folder of the store
 */
public record Upload(String file, long from, long length) {
  /** As it is kept with the job. */
  public String text() {
    return Json.object().put("file", file).put("from", from).put("length", length).toString();
  }

  public static Upload parse(String text) {
    ObjectNode json = Json.parse(text);
    return new Upload(
        json.path("file").asString(), json.path("from").asLong(), json.path("length").asLong());
  }

  public Path in(Path folder) {
    return folder.resolve(file);
  }

  /** Deletes the file, which nobody will read any more. */
  public void delete(Path folder) {
    try {
      Files.deleteIfExists(in(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("deleting the upload " + file, e);
    }
  }
}
