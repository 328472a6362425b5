package dev.oceanus.collector.badinput;

import java.util.ArrayList;
import java.util.List;

/**
 * Requests that can be read in two ways, each with a second request where one of the ways ends the
 * first: made from a table of header lines and a table of bodies.
 */
final class Framing {
  /** For whom the second request lies behind the first one, rather than in its body. */
  private enum Behind {
    /** For who counts bytes. */
    BY_LENGTH,
    /** For who reads chunks. */
    BY_CHUNKS
  }

  /**
   * One of them.
   *
   * @param name what is odd about it
   * @param bytes the whole of it, one char a byte
   */
  record Stream(String name, String bytes) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Lengths that are none, or too many of them. */
  static final List<String> LENGTHS =
      List.of(
          "Content-Length: +{n}",
          "Content-Length: -{n}",
          "Content-Length: -1",
          "Content-Length: {n},{n}",
          "Content-Length: {n}, {n}",
          "Content-Length: {n}, 0",
          "Content-Length: 0, {n}",
          "Content-Length: 0x{n}",
          "Content-Length: {n}.0",
          "Content-Length: {n}e0",
          "Content-Length: {n} {n}",
          "Content-Length: {n};",
          "Content-Length: \"{n}\"",
          "Content-Length: 9223372036854775808",
          "Content-Length: 18446744073709551616",
          "Content-Length: 99999999999999999999999",
          "Content-Length: ",
          "Content-Length: abc",
          "Content-Length: \u00b9",
          "Content-Length:\u000b{n}",
          "Content-Length: {n}\u0000",
          "Content-Length : {n}",
          " Content-Length: {n}",
          "Content-Length: {n}\r\nContent-Length: {n}",
          "Content-Length: {n}\r\nContent-Length: 0",
          "Content-Length: 0\r\nContent-Length: {n}",
          "Content-Length: {n}\r\ncontent-length: 7",
          "Content-Length: {n}\r\nX: x\r\nCONTENT-LENGTH: 3",
          "Content-Length: 0\r\n\tX: {n}");

  /** Encodings that are none that we take, or not alone. */
  static final List<String> ENCODINGS =
      List.of(
          "Transfer-Encoding: chunked, chunked",
          "Transfer-Encoding: chunked,identity",
          "Transfer-Encoding: identity, chunked",
          "Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding: chunked, gzip",
          "Transfer-Encoding: gzip",
          "Transfer-Encoding: identity",
          "Transfer-Encoding: xchunked",
          "Transfer-Encoding: chunkedx",
          "Transfer-Encoding: x-chunked",
          "Transfer-Encoding: chunked;q=1",
          "Transfer-Encoding: chunked ;x",
          "Transfer-Encoding: \"chunked\"",
          "Transfer-Encoding: 'chunked'",
          "Transfer-Encoding: CHUNKED",
          "Transfer-Encoding: Chunked",
          "Transfer-Encoding: chun ked",
          "Transfer-Encoding: chunked chunked",
          "Transfer-Encoding: chunk",
          "Transfer-Encoding: cow",
          "Transfer-Encoding: ",
          "Transfer-Encoding: ,chunked",
          "Transfer-Encoding: chunked,",
          "Transfer-Encoding:\u000bchunked",
          "Transfer-Encoding: \u000cchunked",
          "Transfer-Encoding: chunked\u0000",
          "Transfer-Encoding: \u00a0chunked",
          "Transfer-Encoding: chunked\u0085",
          "Transfer-Encoding: \u007fchunked",
          "Transfer-Encoding : chunked",
          "Transfer-Encoding\t: chunked",
          " Transfer-Encoding: chunked",
          "\tTransfer-Encoding: chunked",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
          "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
          "Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
          "Transfer-Encoding:\r\n chunked",
          "Transfer-Encoding: chunked\r\n\tX: y",
          "X: x\nTransfer-Encoding: chunked",
          "X: x\rTransfer-Encoding: chunked",
          "X: x\r\n\rTransfer-Encoding: chunked",
          "\u0000Transfer-Encoding: chunked");

  /** Bodies in chunks that are none. */
  static final List<String> CHUNKS =
      List.of(
          "FFFFFFFFFFFFFFFF\r\n",
          "FFFFFFFFFFFFFFFFF\r\n",
          "10000000000000000\r\n",
          "7FFFFFFFFFFFFFFF\r\n",
          "8000000000000000\r\n",
          "-1\r\n",
          "-2\r\n{}\r\n",
          "+2\r\n{}\r\n",
          "0x2\r\n{}\r\n",
          "3x\r\n{} \r\n",
          "x\r\n{}\r\n",
          " 2\r\n{}\r\n",
          "2 \r\n{}\r\n",
          "\t2\r\n{}\r\n",
          "2_0\r\n{}\r\n",
          "2,2\r\n{}\r\n",
          "\r\n{}\r\n",
          "\r\n\r\n",
          ";x\r\n{}\r\n",
          "2;\u0000\r\n{}\r\n",
          "2;x\n{}\r\n",
          "2\n{}\r\n",
          "2\n{}\n",
          "2\r\n{}\n",
          "2\r{}\r\n",
          "2\r\r\n{}\r\n",
          "2\r\n{}",
          "2\r\n{}xx",
          "2\r\n{}\r",
          "2\r\n{} \r\n",
          "2\r\n{}\r\n0\n\n",
          "2\r\n{}\r\n0\r\n\n",
          "2\r\n{}\r\n0\n\r\n",
          "2\r\n{}\r\n0x\r\n\r\n",
          "2\r\n{}\r\n-0\r\n\r\n",
          "2\r\n{}\r\n0\r\nX\r\n\r\n",
          "2\r\n{}\r\n0\r\n: x\r\n\r\n",
          "2\r\n{}\r\n0\r\nX : x\r\n\r\n",
          "2\r\n{}\r\n0\r\nX: x\ny: z\r\n\r\n",
          "\u00b2\r\n{}\r\n",
          "\uff12\r\n{}\r\n");

  private final String target;
  private final String second;
  private final String headers;

  /**
   * @param target of the first request, a POST
   * @param second the other one, whole
   * @param headers of the first one besides, each with its line's end
   */
  Framing(String target, String second, String headers) {
    this.target = target;
    this.second = second;
    this.headers = headers;
  }

  /** All of them. */
  List<Stream> streams() {
    List<Stream> all = new ArrayList<>();
    for (String length : LENGTHS) {
      all.add(stream(length, second));
      all.add(stream(length + "\r\nTransfer-Encoding: chunked", body(Behind.BY_CHUNKS)));
    }
    for (String encoding : ENCODINGS) {
      all.add(stream("Content-Length: {n}\r\n" + encoding, body(Behind.BY_CHUNKS)));
      all.add(stream(encoding + "\r\nContent-Length: {c}", body(Behind.BY_LENGTH)));
      all.add(stream(encoding, body(Behind.BY_CHUNKS)));
    }
    all.add(stream("Content-Length: {n}\r\nTransfer-Encoding: chunked", body(Behind.BY_CHUNKS)));
    all.add(stream("Transfer-Encoding: chunked\r\nContent-Length: {c}", body(Behind.BY_LENGTH)));
    for (String chunks : CHUNKS) {
      all.add(stream("Transfer-Encoding: chunked", chunks + second));
    }
    return all;
  }

  private String body(Behind behind) {
    return switch (behind) {
      case BY_CHUNKS -> "0\r\n\r\n" + second;
      case BY_LENGTH -> sizeLine() + second + "\r\n0\r\n\r\n";
    };
  }

  private String sizeLine() {
    return Integer.toHexString(second.length()) + "\r\n";
  }

  /** In the lines {@code {n}} is the body's length and {@code {c}} that of its first line. */
  private Stream stream(String lines, String body) {
    String framing =
        lines
            .replace("{n}", Integer.toString(body.length()))
            .replace("{c}", Integer.toString(sizeLine().length()));
    String name = lines + " | " + body.substring(0, Math.min(20, body.length()));
    String request =
        ("POST " + target + " HTTP/1.1\r\nHost: test\r\n" + headers)
            + ("Content-Type: text/plain\r\n" + framing + "\r\n\r\n" + body);
    return new Stream(visible(name), request);
  }

  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c < 0x7f && c != '\\';
      visible.append(plain ? String.valueOf(c) : "\\x%02x".formatted((int) c));
    }
    return visible.toString();
  }
}
