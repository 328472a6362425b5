package dev.oceanus.notifier.http;

import dev.oceanus.notifier.http.Outcome.Answered;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one HTTP/1 answer, whose sender may mean no good. Used once. */
final class AnswerReader {
  private static final int HEAD_AT_MOST = 32 * 1024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,15})(?:[ \\t]*;.*)?[ \\t]*");

  private final InputStream in;
  private final int bodyAtMost;
  private int headLeft = HEAD_AT_MOST;

  AnswerReader(InputStream in, int bodyAtMost) {
    this.in = new BufferedInputStream(in);
    this.bodyAtMost = bodyAtMost;
  }

  /** What was sent is no HTTP. */
  static final class FormatException extends IOException {
    private static final long serialVersionUID = 1L;

    FormatException(String message) {
      super(message);
    }
  }

  /**
   * The status and headers; what is said in between (1xx) is passed over.
   *
   * @return with an empty body that is not the whole
   * @throws FormatException if it is no HTTP, or has more than 32 KB of headers
   */
  Answered head() throws IOException {
    while (true) {
      Matcher line = STATUS.matcher(line());
      if (!line.matches()) {
        throw new FormatException("no status line");
      }
      Map<String, String> headers = headers();
      int status = Integer.parseInt(line.group(1));
      if (status == 101) {
        throw new FormatException("another protocol");
      }
      if (status >= 200) {
        return new Answered(status, headers, new byte[0], false);
      }
    }
  }

  /** The same with as much of its body as may be read and as comes. */
  Answered body(Answered head) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole = false;
    try {
      whole = read(head, body);
    } catch (IOException e) {
      // It broke off. The status was read, and says what became of the request.
    }
    return new Answered(head.status(), head.headers(), body.toByteArray(), whole);
  }

  private boolean read(Answered head, ByteArrayOutputStream body) throws IOException {
    if (head.status() == 204 || head.status() == 304) {
      return true;
    }
    if (head.header("transfer-encoding").isPresent()) {
      return chunks(body);
    }
    String length = head.header("content-length").orElse("");
    if (LENGTH.matcher(length).matches()) {
      return exactly(Long.parseLong(length), body);
    }
    copy(Long.MAX_VALUE, body);
    return body.size() < bodyAtMost || in.read() < 0;
  }

  private boolean chunks(ByteArrayOutputStream body) throws IOException {
    while (true) {
      Matcher size = CHUNK.matcher(line());
      if (!size.matches()) {
        throw new FormatException("no chunk");
      }
      long bytes = Long.parseLong(size.group(1), 16);
      if (bytes == 0) {
        return true;
      }
      if (!exactly(bytes, body) || !line().isEmpty()) {
        return false;
      }
      headLeft = HEAD_AT_MOST;
    }
  }

  /** Whether all of these bytes came and could be kept. */
  private boolean exactly(long bytes, ByteArrayOutputStream body) throws IOException {
    return copy(bytes, body) == bytes;
  }

  /** How many of these bytes came and could be kept. */
  private long copy(long bytes, ByteArrayOutputStream body) throws IOException {
    byte[] buffer = new byte[8192];
    long copied = 0;
    while (copied < bytes && body.size() < bodyAtMost) {
      long wanted = Math.min(bytes - copied, bodyAtMost - body.size());
      int read = in.read(buffer, 0, (int) Math.min(wanted, buffer.length));
      if (read < 0) {
        break;
      }
      body.write(buffer, 0, read);
      copied += read;
    }
    return copied;
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (headLeft-- > 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("broke off");
      }
      if (next == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      line.write(next);
    }
    throw new FormatException("too many headers");
  }
}
