package dev.oceanus.fakebigquery.write;

import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.fault.FaultGate;
import dev.oceanus.fakebigquery.http.Counters;
import dev.oceanus.fakebigquery.settings.Settings;
import dev.oceanus.fakebigquery.store.Store;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Serves the Storage Write API without encryption. Owns its threads, not the store. Thread-safe.
 */
public final class WriteServer implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 64 << 20;
  private static final int LOOK_MILLIS = 50;

  private final EventLoopGroup acceptors = new NioEventLoopGroup(1);
  private final EventLoopGroup workers = new NioEventLoopGroup(2);
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("fake-write-watch").daemon().factory());
  private final StreamRegistry registry;
  private final Connections connections;
  private final Server server;

  /**
   * Makes it; it is not reachable before {@link #start}.
   *
   * @param address port 0 for any
   */
  public WriteServer(
      Store store,
      Settings settings,
      FaultGate faults,
      Counters counters,
      InetSocketAddress address) {
    Sockets sockets = new Sockets();
    Gate gate = new Gate(settings, faults, counters, sockets);
    StreamTables tables = new StreamTables(settings);
    TableViews views = new TableViews(store, settings, tables);
    registry = new StreamRegistry(store, settings, tables);
    Streams streams = new Streams(store, settings, tables, registry);
    Quotas quotas = new Quotas(settings, store.clock());
    Appender appender = new Appender(gate, settings, quotas, registry, views, streams);
    connections = new Connections(gate, appender, quotas, settings, store.clock());
    server =
        NettyServerBuilder.forAddress(address)
            .channelFactory(sockets::listening)
            .bossEventLoopGroup(acceptors)
            .workerEventLoopGroup(workers)
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .intercept(gate)
            .addService(
                new WriteService(gate, new WriteMethods(streams, registry, views), connections))
            .build();
  }

  /** Begins to serve. */
  public WriteServer start() {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException("starting the Write API: " + e.getMessage(), e);
    }
    var unused =
        watch.scheduleWithFixedDelay(
            connections::closeIdle, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return this;
  }

  public int port() {
    return server.getPort();
  }

  /** What tests ask about streams, for the control API. */
  public List<Route> routes() {
    return new WriteControl(registry).routes();
  }

  @Override
  public void close() {
    watch.shutdownNow();
    server.shutdownNow();
    var acceptorsEnd = acceptors.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    var workersEnd = workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    acceptorsEnd.awaitUninterruptibly(2, TimeUnit.SECONDS);
    workersEnd.awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
