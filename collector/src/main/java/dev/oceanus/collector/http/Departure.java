package dev.oceanus.collector.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import org.xnio.ChannelListener;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Notices that a client goes while its answer waits, which Undertow finds out only when it writes.
 * What comes instead of the end is the beginning of the next request, and kept for it. Used on the
 * connection's I/O thread only.
 */
final class Departure implements ChannelListener<ConduitStreamSourceChannel> {
  private final AbstractServerConnection connection;
  private final Runnable gone;

  private Departure(AbstractServerConnection connection, Runnable gone) {
    this.connection = connection;
    this.gone = gone;
  }

  /** Watches until the exchange is answered, whose whole request has been read. */
  static void watch(HttpServerExchange exchange, Runnable gone) {
    if (exchange.getConnection() instanceof AbstractServerConnection connection
        && connection.getExtraBytes() == null) {
      ConduitStreamSourceChannel channel = connection.getChannel().getSourceChannel();
      // Undertow sets its own one again behind the answer.
      channel.setReadListener(new Departure(connection, gone));
      channel.resumeReads();
    }
  }

  @Override
  public void handleEvent(ConduitStreamSourceChannel channel) {
    PooledByteBuffer bytes = connection.getByteBufferPool().allocate();
    int read = read(bytes);
    if (read > 0) {
      bytes.getBuffer().flip();
      connection.setExtraBytes(bytes);
    } else {
      bytes.close();
    }
    if (read != 0) {
      channel.suspendReads();
    }
    if (read < 0) {
      gone.run();
    }
  }

  private int read(PooledByteBuffer into) {
    try {
      return connection.getOriginalSourceConduit().read(into.getBuffer());
    } catch (IOException e) {
      return -1; // a reset is an end as well
    }
  }
}
