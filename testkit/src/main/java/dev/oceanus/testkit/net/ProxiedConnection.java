package dev.oceanus.testkit.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/** A client's connection and the one to the target that belongs to it. */
final class ProxiedConnection {
  private static final int CHUNK = 64 * 1024;
  private static final int CONNECT_MILLIS = 5_000;

  private final Socket client;
  private final Socket target;
  private final Way way;
  private final ByteArrayOutputStream request = new ByteArrayOutputStream();

  /** What chunks have to pass. */
  @FunctionalInterface
  interface Way {
    /** Returns when the next chunk may go on. */
    void await(boolean answer);
  }

  private ProxiedConnection(Socket client, Socket target, Way way) {
    this.client = client;
    this.target = target;
    this.way = way;
  }

  /**
   * Connects a client to the target.
   *
   * @throws IOException if the target cannot be reached; the client is closed then
   */
  static ProxiedConnection open(Socket client, InetSocketAddress to, Way way) throws IOException {
    Socket target = new Socket();
    try {
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
      target.connect(to, CONNECT_MILLIS);
      return new ProxiedConnection(client, target, way);
    } catch (IOException e) {
      client.close();
      target.close();
      throw e;
    }
  }

  /** Passes one chunk of the client's on; false at its end. */
  boolean request() throws IOException {
    byte[] chunk = read(client);
    way.await(false);
    synchronized (request) {
      request.writeBytes(chunk);
    }
    target.getOutputStream().write(chunk);
    return chunk.length > 0;
  }

  /** What the client has sent since the last answer. */
  byte[] takeRequest() {
    synchronized (request) {
      byte[] sent = request.toByteArray();
      request.reset();
      return sent;
    }
  }

  /** One chunk of the target's, empty at its end. */
  byte[] readAnswer() throws IOException {
    byte[] chunk = read(target);
    way.await(true);
    return chunk;
  }

  void writeAnswer(byte[] chunk) throws IOException {
    client.getOutputStream().write(chunk);
  }

  private static byte[] read(Socket from) throws IOException {
    byte[] chunk = new byte[CHUNK];
    int length = from.getInputStream().read(chunk);
    return Arrays.copyOf(chunk, Math.max(0, length));
  }

  /** Ends both connections by a reset; false if they were closed already. */
  boolean reset() {
    if (client.isClosed()) {
      return false;
    }
    try {
      client.setSoLinger(true, 0);
      target.setSoLinger(true, 0);
    } catch (IOException e) {
      return false;
    }
    close();
    return true;
  }

  void close() {
    close(client);
    close(target);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // as closed as it can be
      return;
    }
  }
}
