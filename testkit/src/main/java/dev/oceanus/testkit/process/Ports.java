package dev.oceanus.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are killed and started again. They lie below those that systems give to
 * clients: a client that calls such a port while its server is down may otherwise be given that
 * very port, be connected to itself, and keep the server from coming back. So do the ports that
 * nodes of a Redis Cluster add for themselves, 10,000 above. A port is given out once, also where
 * several processes test at the same time on this machine.
 */
public final class Ports {
  private static final int LOWEST = 11_000;
  private static final int ABOVE = 22_000;
  private static final int TRIES = 1_000;

  private static final Path TAKEN = Path.of(System.getProperty("java.io.tmpdir"), "oceanus-ports");

  /** Each holds a lock until this process ends. */
  private static final List<FileChannel> locks = new ArrayList<>();

  private Ports() {}

  /** One on 127.0.0.1 that nobody listens on, and that no other test has been given. */
  public static int free() {
    return ThreadLocalRandom.current()
        .ints(TRIES, LOWEST, ABOVE)
        .filter(port -> isFree(port) && take(port))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no free port from " + LOWEST + " to " + ABOVE));
  }

  /** Whether it is ours alone from now on. */
  private static synchronized boolean take(int port) {
    try {
      Files.createDirectories(TAKEN);
      FileChannel file =
          FileChannel.open(
              TAKEN.resolve(Integer.toString(port)),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      boolean locked = isLocked(file);
      if (locked) {
        locks.add(file);
      } else {
        file.close();
      }
      return locked;
    } catch (IOException e) {
      throw new UncheckedIOException("marking a port as taken in " + TAKEN, e);
    }
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // this process has it
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
