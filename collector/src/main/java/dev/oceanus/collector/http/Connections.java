package dev.oceanus.collector.http;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * The open connections, no more of them than may be: a newcomer takes the place of those that have
 * been silent longest, and is turned away only if none has been silent for a while. So whoever
 * opens connections and says nothing keeps nobody out. Thread-safe.
 */
final class Connections implements ChannelListener<StreamConnection> {
  private static final long SILENT = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final ChannelListener<? super StreamConnection> next;
  private final int most;
  private final HeadRoom heads;
  private final LongSupplier nanos;
  private final Map<StreamConnection, Seat> seats = new ConcurrentHashMap<>();
  private final AtomicInteger taken = new AtomicInteger();
  private volatile long lookAgain;

  /**
   * @param next who serves a connection
   * @param most so many are open at the same time
   * @param heads is told of those that are coming
   */
  Connections(
      ChannelListener<? super StreamConnection> next,
      int most,
      HeadRoom heads,
      LongSupplier nanos) {
    this.next = next;
    this.most = most;
    this.heads = heads;
    this.nanos = nanos;
    this.lookAgain = nanos.getAsLong();
  }

  @Override
  public void handleEvent(StreamConnection connection) {
    if (taken.get() >= most) {
      closeSilent();
      if (taken.get() >= most) {
        IoUtils.safeClose(connection);
        return;
      }
    }
    Seat seat = new Seat(connection);
    seats.put(connection, seat);
    taken.incrementAndGet();
    next.handleEvent(connection);
    // Undertow has set its own listener by now; there is room for one only.
    ChannelListener<? super StreamConnection> undertows = connection.getCloseListener();
    connection.setCloseListener(
        closed -> {
          leave(seat);
          ChannelListeners.invokeChannelListener(closed, undertows);
        });
    if (!connection.isOpen()) {
      leave(seat);
    }
  }

  private void leave(Seat seat) {
    if (seats.remove(seat.connection, seat)) {
      taken.decrementAndGet();
    }
    heads.noPart(seat);
  }

  /** What serves requests, told when their heads are whole. */
  HttpHandler served(HttpHandler handler) {
    return exchange -> {
      Seat seat =
          exchange.getConnection() instanceof AbstractServerConnection connection
              ? seats.get(connection.getChannel())
              : null;
      if (seat != null) {
        seat.begins();
        exchange.addExchangeCompleteListener(
            (answered, proceeding) -> {
              seat.ends();
              proceeding.proceed();
            });
      }
      handler.handleRequest(exchange);
    };
  }

  /** Closes a sixteenth of all places at once, as looking for them costs. */
  private synchronized void closeSilent() {
    long now = nanos.getAsLong();
    if (taken.get() < most || now - lookAgain < 0) {
      return;
    }
    List<Waiting> silent = new ArrayList<>();
    for (Seat seat : seats.values()) {
      long silence = now - seat.heard;
      if (silence >= SILENT) {
        silent.add(new Waiting(seat, silence));
      }
    }
    silent.sort(Comparator.comparingLong(Waiting::silence).reversed());
    for (Waiting each : silent.subList(0, Math.min(silent.size(), most / 16 + 1))) {
      leave(each.seat);
      each.seat.close();
    }
    if (silent.isEmpty()) {
      lookAgain = now + LOOK_EVERY;
    }
  }

  private record Waiting(Seat seat, long silence) {}

  /** A connection, and when something was last read from it. */
  private final class Seat extends AbstractStreamSourceConduit<StreamSourceConduit>
      implements HeadRoom.Coming {
    private final StreamConnection connection;
    private volatile long heard = nanos.getAsLong();
    private volatile boolean serving;
    private volatile boolean inHead;

    Seat(StreamConnection connection) {
      super(connection.getSourceChannel().getConduit());
      this.connection = connection;
      connection.getSourceChannel().setConduit(this);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int read = super.read(into);
      hear(read);
      return read;
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
      long read = super.read(into, offset, length);
      hear(read);
      return read;
    }

    private void hear(long read) {
      if (read > 0) {
        heard = nanos.getAsLong();
        inHead = !serving;
      } else if (read == 0 && inHead) { // what has come so far is no whole head
        heads.part(this);
      }
    }

    /** What is read from now on is no head. */
    private void begins() {
      serving = true;
      inHead = false;
      heads.noPart(this);
    }

    private void ends() {
      serving = false;
    }

    @Override
    public boolean isOfThisThread() {
      return connection.getIoThread().equals(Thread.currentThread());
    }

    @Override
    public void close() {
      if (isOfThisThread()) {
        IoUtils.safeClose(connection);
      } else {
        connection.getIoThread().execute(() -> IoUtils.safeClose(connection));
      }
    }
  }
}
