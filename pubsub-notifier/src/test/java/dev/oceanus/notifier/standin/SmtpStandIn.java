package dev.oceanus.notifier.standin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server on the loopback address that takes everything, but for what it is told to answer
 * otherwise. Thread-safe.
 */
public final class SmtpStandIn implements AutoCloseable {
  /** Answers nothing, and the connection stays. */
  public static final String HANG = "hang";

  /** Ends the connection. */
  public static final String DROP = "drop";

  /** Answers line after line and never the last one. */
  public static final String DRIP = "drip";

  /** What it answers to, besides commands. */
  public static final String GREETING = "GREETING";

  /** The end of a message. */
  public static final String END = ".";

  private final ServerSocket listener;
  private final @Nullable TestTls tls;
  private final Map<String, String> replies = new ConcurrentHashMap<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  private SmtpStandIn(@Nullable TestTls tls) throws IOException {
    this.tls = tls;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** One without TLS. */
  public static SmtpStandIn plain() throws IOException {
    return new SmtpStandIn(null);
  }

  /** One that offers STARTTLS with this certificate. */
  public static SmtpStandIn startTls(TestTls tls) throws IOException {
    return new SmtpStandIn(tls);
  }

  /**
   * From now on it answers so.
   *
   * @param command how the command begins, as {@code RCPT TO:<a@example.com>}
   * @param reply a line with its code, or {@link #HANG}, {@link #DROP}, {@link #DRIP}
   */
  public void answers(String command, String reply) {
    replies.put(command, reply);
  }

  /** It takes everything again, and forgets what it was told. */
  public void takesAll() {
    replies.clear();
    commands.clear();
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** What it was told since it last took everything. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  /** The messages that it took, with their lines. */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      if (reply(socket, GREETING, "220 ready")) {
        talk(socket, tls != null);
      }
    } catch (IOException | GeneralSecurityException e) {
      // who asked has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(socket);
    }
  }

  private void talk(Socket socket, boolean offers)
      throws IOException, InterruptedException, GeneralSecurityException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      switch (verb) {
        case "STARTTLS" -> {
          if (reply(socket, line, "220 go")) {
            talk(secured(socket), false);
          }
          return;
        }
        case "DATA" -> {
          if (!reply(socket, line, "354 go")) {
            return;
          }
          if (!replies.containsKey("DATA") && !take(socket, in)) {
            return;
          }
        }
        case "QUIT" -> {
          reply(socket, line, "221 bye");
          return;
        }
        default -> {
          String good = verb.equals("EHLO") && offers ? "250-hello\r\n250 STARTTLS" : "250 ok";
          if (!reply(socket, line, good)) {
            return;
          }
        }
      }
    }
  }

  private boolean take(Socket socket, BufferedReader in) throws IOException, InterruptedException {
    StringBuilder message = new StringBuilder();
    for (String line = in.readLine(); !END.equals(line); line = in.readLine()) {
      if (line == null) {
        return false;
      }
      message.append(line).append('\n');
    }
    if (!replies.containsKey(END)) {
      messages.add(message.toString());
    }
    return reply(socket, END, "250 taken");
  }

  private Socket secured(Socket socket) throws IOException, GeneralSecurityException {
    if (tls == null) {
      throw new IOException("no certificate");
    }
    SSLSocket secured =
        (SSLSocket) tls.server().getSocketFactory().createSocket(socket, null, true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    return secured;
  }

  /** Whether the talk goes on. */
  private boolean reply(Socket socket, String command, String good)
      throws IOException, InterruptedException {
    String reply =
        replies.entrySet().stream()
            .filter(each -> command.startsWith(each.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(good);
    OutputStream out = socket.getOutputStream();
    switch (reply) {
      case HANG -> {
        over.await();
        return false;
      }
      case DROP -> {
        return false;
      }
      case DRIP -> {
        while (!over.await(10, TimeUnit.MILLISECONDS)) {
          out.write("250-and\r\n".getBytes(StandardCharsets.US_ASCII));
          out.flush();
        }
        return false;
      }
      default -> {
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return true;
      }
    }
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
