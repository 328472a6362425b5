package dev.oceanus.notifier.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One try to speak with a server, which ends in time whatever the server, the network or the name
 * service does: the work has a thread of its own, and when its time is over its socket is closed,
 * which ends any reading, writing or handshake. Belongs to that thread, but for its end.
 */
public final class Attempt {
  private static final int ADDRESSES_AT_MOST = 4;
  private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(4);

  private @Nullable Socket socket;
  private boolean over;

  private Attempt() {}

  /** What is to be done with a server. */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does it.
     *
     * @throws IOException if there is no answer, or none that can be understood
     */
    T with(Attempt attempt) throws IOException;
  }

  /**
   * Does this work and waits for it.
   *
   * @param name of the thread that does it
   * @throws OutOfTimeException if it did not end in this time; it may yet have taken effect
   * @throws IOException that of the work
   * @throws InterruptedException if the caller is to end; it may have taken effect
   */
  public static <T> T within(Duration limit, String name, Work<T> work)
      throws IOException, InterruptedException {
    Attempt attempt = new Attempt();
    FutureTask<T> task = new FutureTask<>(() -> work.with(attempt));
    Thread.ofPlatform().daemon().name(name).start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new OutOfTimeException(limit);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      attempt.end();
    }
  }

  private static IOException rethrown(@Nullable Throwable cause) {
    return switch (cause) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> new IOException(cause);
    };
  }

  /**
   * Connects to the first of these addresses that answers. The socket is closed with the attempt.
   *
   * @param addresses of one server, at least one; those after the fourth are not tried
   * @throws IOException that of the last one, if none of them answers
   */
  public Socket connect(List<InetAddress> addresses, int port) throws IOException {
    List<InetAddress> tried = addresses.subList(0, Math.min(addresses.size(), ADDRESSES_AT_MOST));
    IOException last = new IOException("no address");
    for (InetAddress address : tried) {
      Socket candidate = new Socket(Proxy.NO_PROXY);
      own(candidate);
      try {
        candidate.setTcpNoDelay(true);
        candidate.connect(
            new InetSocketAddress(address, port), (int) CONNECT_AT_MOST.toMillis() / tried.size());
        return candidate;
      } catch (IOException e) {
        candidate.close();
        last = e;
      }
    }
    throw last;
  }

  private synchronized void own(Socket candidate) throws IOException {
    if (over) {
      candidate.close();
      throw new SocketException("out of time");
    }
    socket = candidate;
  }

  private synchronized void end() {
    over = true;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // there is nothing to be done for a socket that was to go anyway
      }
    }
  }
}
