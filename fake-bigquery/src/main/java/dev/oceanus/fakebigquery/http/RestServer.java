package dev.oceanus.fakebigquery.http;

import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.fault.FaultGate;
import dev.oceanus.fakebigquery.settings.Settings;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.BlockingHandler;
import java.net.InetSocketAddress;
import java.util.List;

/** The HTTP server. Owned by who started it. */
public final class RestServer implements AutoCloseable {
  private static final int IO_THREADS = 1;
  private static final int WORKERS = 64;

  private final Undertow server;

  private RestServer(Undertow server) {
    this.server = server;
  }

  /** Starts it at this address; port 0 is any free one. */
  public static RestServer start(
      InetSocketAddress address,
      List<Route> routes,
      FaultGate gate,
      Settings settings,
      Counters counters) {
    Dispatcher dispatcher = new Dispatcher(new Router(routes), gate, settings, counters);
    Undertow server =
        Undertow.builder()
            .addHttpListener(address.getPort(), address.getHostString())
            .setIoThreads(IO_THREADS)
            .setWorkerThreads(WORKERS)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, Long.MAX_VALUE)
            .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
            .setHandler(new BlockingHandler(dispatcher))
            .build();
    server.start();
    return new RestServer(server);
  }

  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
  }

  @Override
  public void close() {
    server.stop();
  }
}
