package dev.oceanus.chaos.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;

/**
 * One connection to a collector. It never sends a request twice by itself, as libraries do when a
 * connection breaks: that would make a duplicate which is not the server's. Used by one thread at a
 * time.
 */
final class Connection implements AutoCloseable {
  private final SocketChannel channel;
  private final InputStream in;
  private long usedAt = System.nanoTime();
  private boolean reusable = true;

  /**
   * An answer.
   *
   * @param last whether the server asks not to come back by this connection
   */
  record Reply(int status, String body, boolean last) {}

  /**
   * Connects.
   *
   * @throws java.net.ConnectException if nobody listens there
   */
  Connection(int port, Duration timeout) throws IOException {
    channel = SocketChannel.open();
    try {
      channel
          .socket()
          .connect(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
              Math.toIntExact(timeout.toMillis()));
      channel.socket().setTcpNoDelay(true);
      channel.socket().setSoTimeout(Math.toIntExact(timeout.toMillis()));
      in = new BufferedInputStream(channel.socket().getInputStream());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether another request may be sent: it was used lately, and the server has not closed it. */
  boolean usable(Duration mostIdle) {
    if (!reusable || System.nanoTime() - usedAt > mostIdle.toNanos()) {
      return false;
    }
    try {
      channel.configureBlocking(false);
      boolean open = channel.read(ByteBuffer.allocate(1)) == 0;
      channel.configureBlocking(true);
      return open;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends a request and waits for its answer. */
  Reply exchange(Beacon beacon) throws IOException {
    byte[] body = beacon.body().getBytes(UTF_8);
    StringBuilder head = new StringBuilder(1024);
    head.append(beacon.method()).append(' ').append(beacon.target()).append(" HTTP/1.1\r\n");
    head.append("Host: collect.example.jp\r\nUser-Agent: ").append(beacon.userAgent());
    head.append("\r\nAccept: */*\r\n");
    if (body.length > 0) {
      head.append("Content-Type: text/plain;charset=UTF-8\r\nContent-Length: ");
      head.append(body.length).append("\r\n");
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
    request.writeBytes(body);
    reusable = false;
    channel.socket().getOutputStream().write(request.toByteArray());
    Reply reply = read();
    usedAt = System.nanoTime();
    return reply;
  }

  private Reply read() throws IOException {
    String status = line();
    int length = 0;
    boolean close = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      } else if (lower.startsWith("connection:")) {
        close = lower.contains("close");
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("the body ended after " + body.length + " of " + length + " bytes");
    }
    reusable = !close;
    return new Reply(Integer.parseInt(status.split(" ", 3)[1]), new String(body, UTF_8), close);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended within an answer");
      }
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing a connection", e);
    }
  }
}
