package dev.oceanus.testkit.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are killed and started again. They lie below those that systems give to
 * clients: a client that calls such a port while its server is down may otherwise be given that
 * very port, be connected to itself, and keep the server from coming back. So do the ports that
 * nodes of a Redis Cluster add for themselves, 10,000 above.
 */
public final class Ports {
  private static final int LOWEST = 11_000;
  private static final int ABOVE = 22_000;
  private static final int TRIES = 1_000;

  private Ports() {}

  /** One on 127.0.0.1 that nobody listens on now. */
  public static int free() {
    return ThreadLocalRandom.current()
        .ints(TRIES, LOWEST, ABOVE)
        .filter(Ports::isFree)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no free port from " + LOWEST + " to " + ABOVE));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
