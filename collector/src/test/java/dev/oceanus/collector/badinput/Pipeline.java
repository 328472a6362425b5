package dev.oceanus.collector.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * A connection that sends many requests at once and then reads their answers, which have one length
 * and differ in nothing but the date and the end. Reads no more of them than it must, to be faster
 * than whom it asks. Used by one thread.
 */
final class Pipeline implements AutoCloseable {
  private static final int AT_ONCE = 100;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final Socket socket;
  private final InputStream in;

  Pipeline(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = socket.getInputStream();
  }

  /**
   * Sends the requests of these numbers, and fails at the first answer that is not as expected.
   *
   * @param request of a number, one char a byte
   * @param status of every answer
   * @param body of the answer to a number, one char a byte
   */
  void ask(int from, int to, IntFunction<String> request, int status, IntFunction<String> body)
      throws IOException {
    byte[] begin = ("HTTP/1.1 " + status + " ").getBytes(ISO_8859_1);
    for (int first = from; first < to; first += AT_ONCE) {
      int end = Math.min(to, first + AT_ONCE);
      send(first, end, request);
      byte[] answer = one(body.apply(first).length());
      for (int i = first; i < end; i++) {
        if (i > first && in.readNBytes(answer, 0, answer.length) < answer.length) {
          throw new AssertionError("closed before answer " + i);
        }
        check(answer, begin, body.apply(i).getBytes(ISO_8859_1));
      }
    }
  }

  private void send(int from, int to, IntFunction<String> request) throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = from; i < to; i++) {
      requests.append(request.apply(i));
    }
    socket.getOutputStream().write(requests.toString().getBytes(ISO_8859_1));
  }

  /** Reads an answer whose body has this length. */
  private byte[] one(int body) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    int ended = 0;
    while (ended < END_OF_HEAD.length) {
      int b = in.read();
      if (b < 0) {
        throw new AssertionError("closed within a head: " + answer.toString(ISO_8859_1));
      }
      answer.write(b);
      ended = b == END_OF_HEAD[ended] ? ended + 1 : b == END_OF_HEAD[0] ? 1 : 0;
    }
    answer.write(in.readNBytes(body));
    return answer.toByteArray();
  }

  private static void check(byte[] answer, byte[] begin, byte[] end) {
    int body = answer.length - end.length;
    if (!Arrays.equals(answer, 0, begin.length, begin, 0, begin.length)
        || !Arrays.equals(answer, body, answer.length, end, 0, end.length)) {
      throw new AssertionError("answered " + new String(answer, ISO_8859_1));
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
