package dev.oceanus.fakebigquery.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.load.Upload;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body of two parts, {@code multipart/related}, in a file: the job as JSON, and the data, which
 * stays where it is.
 */
final class MultipartFile {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?i)multipart/(?:related|mixed).*;\\s*boundary=(?:\"([^\"]+)\"|([^;\\s]+)).*");
  private static final int HEAD = 4 << 20;
  private static final int TAIL = 512;

  private MultipartFile() {}

  static MultipartUpload read(String contentType, Path file) throws IOException {
    Matcher matcher = BOUNDARY.matcher(contentType);
    if (!matcher.matches()) {
      throw ApiException.invalid("Media type '" + contentType + "' is not multipart/related");
    }
    String named = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    String boundary = "--" + named;
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      String head = text(in, 0, (int) Math.min(HEAD, in.length()));
      int job = behindHeaders(head, head.indexOf(boundary));
      int second = head.indexOf(boundary, job);
      int data = second < 0 ? -1 : behindHeaders(head, second);
      int tail = (int) Math.min(TAIL + boundary.length(), in.length());
      int last = text(in, in.length() - tail, tail).lastIndexOf(boundary + "--");
      if (job < 0 || data < 0 || last < 0) {
        throw ApiException.invalid("Multipart must have two parts.");
      }
      long end = beforeLineBreak(in, in.length() - tail + last);
      return new MultipartUpload(
          Json.parse(head.substring(job, second).strip().getBytes(ISO_8859_1)),
          new Upload(
              file.getName(file.getNameCount() - 2) + "/" + file.getFileName(),
              data,
              Math.max(0, end - data)));
    }
  }

  private static String text(RandomAccessFile in, long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.seek(from);
    in.readFully(bytes);
    return new String(bytes, ISO_8859_1);
  }

  /** Where the content of a part begins; some clients end lines with a line feed alone. */
  private static int behindHeaders(String head, int boundary) {
    if (boundary < 0) {
      return -1;
    }
    int strict = head.indexOf("\r\n\r\n", boundary);
    int loose = head.indexOf("\n\n", boundary);
    if (loose >= 0 && (strict < 0 || loose < strict)) {
      return loose + 2;
    }
    return strict < 0 ? -1 : strict + 4;
  }

  private static long beforeLineBreak(RandomAccessFile in, long boundary) throws IOException {
    String before = text(in, boundary - 2, 2);
    if (before.equals("\r\n")) {
      return boundary - 2;
    }
    return before.endsWith("\n") ? boundary - 1 : boundary;
  }
}
