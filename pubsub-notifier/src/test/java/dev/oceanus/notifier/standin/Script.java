package dev.oceanus.notifier.standin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a stand-in does with a request that it has read. */
@FunctionalInterface
public interface Script {
  /**
   * Answers; the connection is closed when it returns.
   *
   * @param over opens when the stand-in is closed
   */
  void answer(HttpStandIn.Request request, OutputStream out, CountDownLatch over)
      throws IOException, InterruptedException;

  /** An answer of this status. */
  static Script status(int status, String body, String... headers) {
    return (request, out, over) -> out.write(answer(status, body, headers));
  }

  /** Exactly these bytes. */
  static Script bytes(String bytes) {
    return (request, out, over) -> out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Nothing, and the connection stays. */
  static Script hang() {
    return (request, out, over) -> over.await();
  }

  /** Nothing, and the connection goes. */
  static Script drop() {
    return (request, out, over) -> {};
  }

  /** This, and then a byte each hundredth of a second for ever. */
  static Script drip(String first) {
    return (request, out, over) -> {
      out.write(first.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      while (!over.await(10, TimeUnit.MILLISECONDS)) {
        out.write('x');
        out.flush();
      }
    };
  }

  /** 200 and a gigabyte. */
  static Script gigabyte() {
    return (request, out, over) -> {
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"
              .getBytes(StandardCharsets.ISO_8859_1));
      byte[] block = new byte[65_536];
      for (int i = 0; i < 16_384 && over.getCount() > 0; i++) {
        out.write(block);
      }
    };
  }

  private static byte[] answer(int status, String body, String... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }
}
