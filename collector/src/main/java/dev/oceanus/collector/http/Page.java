package dev.oceanus.collector.http;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fixed page that is served beside the collector's own routes, by GET and HEAD.
 *
 * @param path exactly, beginning with a slash
 * @param contentType as the header says
 * @param cacheControl as the header says
 * @param body the page itself; not copied, and never changed
 */
@SuppressWarnings("ArrayRecordComponent") // served as it is, for as long as the process lives
public record Page(String path, String contentType, String cacheControl, byte[] body) {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Page that
        && path.equals(that.path)
        && contentType.equals(that.contentType)
        && cacheControl.equals(that.cacheControl)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, contentType, cacheControl, Arrays.hashCode(body));
  }

  @Override
  public String toString() {
    return "Page[" + path + ", " + body.length + " bytes]";
  }
}
