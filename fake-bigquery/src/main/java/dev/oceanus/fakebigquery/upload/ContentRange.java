package dev.oceanus.fakebigquery.upload;

import dev.oceanus.fakebigquery.api.ApiException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of an upload a call carries.
 *
 * @param start of the first; -1 if it carries none and only asks
 * @param length of what it carries
 * @param total of the whole upload; -1 if it is not known yet
 */
public record ContentRange(long start, long length, long total) {
  private static final Pattern BYTES =
      Pattern.compile("bytes\\s+(?:(\\d+)-(\\d+)|\\*)/(?:(\\d+)|\\*)");

  /** From the headers; without a range the call carries all. */
  public static ContentRange parse(String range, String contentLength) {
    if (range.isEmpty()) {
      long length = contentLength.isEmpty() ? 0 : Long.parseLong(contentLength);
      return new ContentRange(0, length, length);
    }
    Matcher matcher = BYTES.matcher(range);
    if (!matcher.matches()) {
      throw ApiException.invalid("Failed to parse Content-Range header: " + range);
    }
    long total = matcher.group(3) == null ? -1 : Long.parseLong(matcher.group(3));
    if (matcher.group(1) == null) {
      return new ContentRange(-1, 0, total);
    }
    long start = Long.parseLong(matcher.group(1));
    return new ContentRange(start, Long.parseLong(matcher.group(2)) - start + 1, total);
  }

  /** Whether the upload is whole with so many bytes received. */
  public boolean endsAt(long received) {
    return total == received;
  }
}
