package dev.oceanus.testkit.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on a port of its own that loses what a test tells it to: answers, after the request
 * has gone through; everything or all answers, as if a cable were cut; or whole connections, by
 * reset; and that can be slow. Counts the losses that really happened. Thread-safe. Owned by the
 * test, which closes it.
 */
public final class LossyProxy implements AutoCloseable {
  private static final int BACKLOG = 128;

  private final InetSocketAddress target;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final Gate gate = new Gate();
  private final Gate answers = new Gate();
  private final Delay delay = new Delay();
  private final AtomicInteger answersToDrop = new AtomicInteger();
  private final AtomicInteger droppedAnswers = new AtomicInteger();
  private final AtomicInteger resets = new AtomicInteger();
  private volatile String droppedFor = "";
  private volatile boolean resetting;

  private LossyProxy(InetSocketAddress target, ServerSocket listener) {
    this.target = target;
    this.listener = listener;
  }

  /** Starts a proxy that passes everything on. */
  public static LossyProxy start(String targetHost, int targetPort) {
    try {
      ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      LossyProxy proxy = new LossyProxy(new InetSocketAddress(targetHost, targetPort), listener);
      proxy.threads.execute(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return listener.getLocalPort();
  }

  /** From now on everything passes, what was held back as well. */
  public void pass() {
    answersToDrop.set(0);
    resetting = false;
    gate.open();
    answers.open();
    delay.none();
  }

  /** Closes the connection in place of the next answers, once the target has given them. */
  public void dropAnswers(int answers) {
    dropAnswersTo("", answers);
  }

  /**
   * Closes the connection in place of the next answers to requests that contain this text, once the
   * target has given them. Other answers pass.
   *
   * @param marker in ASCII; found if it does not cross the border of two reads
   */
  public void dropAnswersTo(String marker, int answers) {
    droppedFor = marker;
    answersToDrop.set(answers);
  }

  /** Holds back everything in both directions until {@link #pass}; connections stay open. */
  public void blackHole() {
    gate.shut();
  }

  /** Holds back every answer until {@link #pass}; requests go through. */
  public void holdAnswers() {
    answers.shut();
  }

  /**
   * From now on each chunk, of requests as of answers, takes a random time between these two.
   *
   * @param seed of that
   */
  public void delay(Duration least, Duration most, long seed) {
    delay.between(least, most, seed);
  }

  /** Resets all connections, and every new one until {@link #pass}. */
  public void reset() {
    resetting = true;
    gate.open();
    answers.open();
    connections.forEach(this::reset);
  }

  /** Answers that were dropped so far. */
  public int droppedAnswers() {
    return droppedAnswers.get();
  }

  /** Connections that were reset so far. */
  public int resets() {
    return resets.get();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    gate.open();
    answers.open();
    connections.forEach(ProxiedConnection::close);
    threads.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        admit(listener.accept());
      } catch (IOException e) {
        // the proxy is being closed, or the target does not take the connection: the client sees
        // it closed, as it would without a proxy
      }
    }
  }

  private void admit(Socket client) throws IOException {
    ProxiedConnection connection = ProxiedConnection.open(client, target, this::held);
    connections.add(connection);
    if (resetting) {
      reset(connection);
    }
    if (listener.isClosed()) {
      connection.close();
    }
    threads.execute(() -> carry(connection, connection::request));
    threads.execute(() -> carry(connection, () -> answer(connection)));
  }

  /** Called for each chunk before it goes on. */
  private void held(boolean answer) {
    delay.await();
    gate.await();
    if (answer) {
      answers.await();
    }
  }

  /** One direction of a connection: passes chunks on until one side ends it. */
  private void carry(ProxiedConnection connection, Passage passage) {
    try {
      boolean open = true;
      while (open) {
        open = passage.next();
      }
    } catch (IOException e) {
      // either side has gone; the other one is told by closing it, below
    } finally {
      connection.close();
      connections.remove(connection);
    }
  }

  private boolean answer(ProxiedConnection connection) throws IOException {
    byte[] chunk = connection.readAnswer();
    if (chunk.length == 0) {
      return false;
    }
    boolean meant = new String(connection.takeRequest(), ISO_8859_1).contains(droppedFor);
    if (meant && answersToDrop.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      droppedAnswers.incrementAndGet(); // before the client notices
      connection.close();
      return false;
    }
    connection.writeAnswer(chunk);
    return true;
  }

  private void reset(ProxiedConnection connection) {
    if (connection.reset()) {
      resets.incrementAndGet();
    }
  }

  /** One step of a direction. */
  @FunctionalInterface
  private interface Passage {
    /** Passes one chunk; false at the end. */
    boolean next() throws IOException;
  }
}
