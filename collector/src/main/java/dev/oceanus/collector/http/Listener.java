package dev.oceanus.collector.http;

import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * The open port: Undertow's HTTP/1 with our limits, behind our own count of connections. HTTP/2 is
 * not spoken. Thread-safe.
 */
final class Listener {
  private static final int SECOND = 1000;
  private static final int HEADER_BYTES = 16 * 1024;
  private static final int DRAINED_BYTES = 64 * 1024;
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int BUFFERS_A_THREAD = 4;

  private static final Duration LONGEST_PASS = Duration.ofSeconds(1);

  private final XnioWorker worker;
  private final AcceptingChannel<StreamConnection> port;

  private Listener(XnioWorker worker, AcceptingChannel<StreamConnection> port) {
    this.worker = worker;
    this.port = port;
  }

  /** Opens the port. */
  static Listener open(
      XnioWorker worker, HttpConfig config, HeadRoom heads, LongSupplier nanos, HttpHandler handler)
      throws IOException {
    HttpOpenListener http =
        new HttpOpenListener(
            new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_A_THREAD), limits(config));
    Connections connections = new Connections(http, config.maxConnections(), heads, nanos);
    http.setRootHandler(connections.served(handler));
    AcceptingChannel<StreamConnection> port =
        worker.createStreamConnectionServer(
            new InetSocketAddress(InetAddress.getByName(config.host()), config.port()),
            accepting -> accept(accepting, connections),
            socketOptions(config));
    port.resumeAccepts();
    return new Listener(worker, port);
  }

  /** Hands on all connections that wait for this I/O thread. */
  private static void accept(
      AcceptingChannel<StreamConnection> port, ChannelListener<StreamConnection> connections) {
    try {
      for (StreamConnection each = port.accept(); each != null; each = port.accept()) {
        ChannelListeners.invokeChannelListener(each, connections);
      }
    } catch (ClosedChannelException e) {
      return; // the port is closed, and nothing waits any more
    } catch (IOException e) {
      throw new UncheckedIOException("taking a connection", e);
    }
  }

  private static OptionMap limits(HttpConfig config) {
    int idle = Math.toIntExact(config.idle().toMillis());
    return OptionMap.builder()
        .set(UndertowOptions.RECORD_REQUEST_START_TIME, true)
        .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
        .set(UndertowOptions.ENABLE_HTTP2, false)
        .set(UndertowOptions.MAX_HEADER_SIZE, HEADER_BYTES)
        .set(UndertowOptions.MAX_PARAMETERS, HttpConfig.MAX_PARAMETERS)
        .set(UndertowOptions.MAX_HEADERS, 200)
        .set(UndertowOptions.MAX_ENTITY_SIZE, (long) config.maxBody() + DRAINED_BYTES)
        .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, 10 * SECOND)
        .set(UndertowOptions.NO_REQUEST_TIMEOUT, idle)
        .set(UndertowOptions.IDLE_TIMEOUT, idle)
        .set(UndertowOptions.DECODE_URL, false)
        .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
        .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
        .getMap();
  }

  private static OptionMap socketOptions(HttpConfig config) {
    return OptionMap.builder()
        .set(Options.WORKER_IO_THREADS, config.ioThreads())
        .set(Options.TCP_NODELAY, true)
        .set(Options.REUSE_ADDRESSES, true)
        .set(Options.BALANCING_TOKENS, 1)
        .set(Options.BALANCING_CONNECTIONS, 2)
        .set(Options.BACKLOG, 1024)
        .getMap();
  }

  /** The port's number. */
  int port() {
    return port.getLocalAddress(InetSocketAddress.class).getPort();
  }

  /**
   * Takes no more connections; those that are open stay so. XNIO accepts them in a thread of its
   * own, which has ended that when the port is closed; but they may wait for their I/O threads yet,
   * and these must have them before they end, or call it an error.
   */
  void close() {
    IoUtils.safeClose(port);
    CountDownLatch passed = new CountDownLatch(worker.getIoThreadCount());
    for (int i = 0; i < worker.getIoThreadCount(); i++) {
      worker.getIoThread(i).execute(passed::countDown);
    }
    try {
      passed.await(LONGEST_PASS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
