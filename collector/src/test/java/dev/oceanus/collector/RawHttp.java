package dev.oceanus.collector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client that sends exactly the bytes it is told to. */
public final class RawHttp implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** A connection to this port of this machine. */
  public RawHttp(int port) throws IOException {
    this(new Socket(), port);
  }

  private RawHttp(Socket socket, int port) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** A connection that holds little of what it is sent before it is read. */
  public static RawHttp withSmallWindow(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(2048);
    return new RawHttp(socket, port);
  }

  /** An answer, its body as one char a byte. */
  public record Answer(int status, List<String> headers, String text) {
    /** The connection was closed or reset without an answer. */
    public static final Answer NONE = new Answer(0, List.of(), "");

    /** The first header of this name. */
    public Optional<String> header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(header -> header.substring(prefix.length()).strip())
          .findFirst();
    }

    /** The body's bytes. */
    public byte[] body() {
      return text.getBytes(ISO_8859_1);
    }

    /** The body as text in UTF-8. */
    public String utf8() {
      return new String(body(), UTF_8);
    }
  }

  /** One request on a connection of its own, and its answer. */
  public static Answer once(int port, String request) throws IOException {
    try (RawHttp http = new RawHttp(port)) {
      return http.send(request).answer();
    }
  }

  /**
   * One request on a connection of its own, sent to its end or until the other side does not take
   * more, and the answer, or {@link Answer#NONE}.
   */
  public static Answer attempt(int port, byte[] request) throws IOException {
    try (RawHttp http = new RawHttp(port)) {
      return http.attempt(request);
    }
  }

  /** A GET on a connection of its own. */
  public static Answer get(int port, String target, String... headers) throws IOException {
    return once(port, head("GET", target, headers) + "\r\n");
  }

  /** A POST on a connection of its own. */
  public static Answer post(int port, String target, String type, byte[] body, String... headers)
      throws IOException {
    try (RawHttp http = new RawHttp(port)) {
      String content = "Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n\r\n";
      http.send(head("POST", target, headers) + content);
      http.send(body);
      return http.answer();
    }
  }

  /** Request line and headers, without the empty line. */
  public static String head(String method, String target, String... headers) {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: test\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.toString();
  }

  /** Sends a text, one byte a char. */
  public RawHttp send(String latin1) throws IOException {
    return send(latin1.getBytes(ISO_8859_1));
  }

  /** Sends bytes. */
  public RawHttp send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Sends what the other side takes, one byte a char. */
  public void offer(String latin1) {
    sendWhatIsTaken(latin1.getBytes(ISO_8859_1));
  }

  /** Sends what the other side takes, and reads the answer if one comes. */
  public Answer attempt(byte[] request) {
    sendWhatIsTaken(request);
    return answerIfAny();
  }

  private Answer answerIfAny() {
    try {
      return answer();
    } catch (IOException e) {
      return Answer.NONE;
    }
  }

  /** Reads one answer. */
  public Answer answer() throws IOException {
    Answer head = head();
    int length = head.header("Content-Length").map(Integer::parseInt).orElse(0);
    return new Answer(head.status, head.headers, new String(in.readNBytes(length), ISO_8859_1));
  }

  /** Reads an answer without its body, as HEAD has none. */
  public Answer head() throws IOException {
    String status = line();
    if (status == null) {
      throw new IOException("closed without an answer");
    }
    List<String> headers = new ArrayList<>();
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      headers.add(line);
    }
    return new Answer(Integer.parseInt(status.split(" ", -1)[1]), headers, "");
  }

  /**
   * Sends bytes, reads to the end of the connection and returns every answer in them; fails if the
   * other side neither closes nor sends for the time that a client waits.
   */
  public static List<Answer> conversation(int port, byte[] bytes) throws IOException {
    try (RawHttp http = new RawHttp(port)) {
      http.sendWhatIsTaken(bytes);
      return http.answersToTheEnd();
    }
  }

  /** Reads answers until the other side closes. */
  public List<Answer> answersToTheEnd() throws IOException {
    List<Answer> answers = new ArrayList<>();
    try {
      while (hasMore()) {
        answers.add(answer());
      }
    } catch (SocketTimeoutException e) {
      throw new SocketTimeoutException("neither closed nor answered, after " + answers);
    } catch (SocketException e) {
      // reset, which is one way to close
      return answers;
    }
    return answers;
  }

  private boolean hasMore() throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return false;
    }
    in.reset();
    return true;
  }

  private void sendWhatIsTaken(byte[] bytes) {
    try {
      send(bytes);
    } catch (IOException e) {
      // closed in the middle; the answer may be here already
      return;
    }
  }

  /** Says that nothing more will be sent. */
  public RawHttp finish() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Gives up the connection so that the other side sees a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Whether the other side has closed by now; what it sent before is passed over. */
  public boolean endsNow() throws IOException {
    socket.setSoTimeout(1);
    try {
      int b;
      do {
        b = in.read();
      } while (b >= 0);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      socket.setSoTimeout(TIMEOUT_MILLIS);
    }
  }

  /** Whether the other side closes the connection, rather than to send more. */
  public boolean closed() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toString(ISO_8859_1).stripTrailing();
      }
      line.write(b);
    }
    return line.size() == 0 ? null : line.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
