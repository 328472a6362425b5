package dev.oceanus.collector.http;

import dev.oceanus.collector.request.Chunks;
import io.undertow.conduits.ReadDataStreamSourceConduit;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Has bodies in chunks read by our own decoder, as Undertow's takes sizes and line ends that are
 * none. Stands outside of handlers that look at the body. Thread-safe.
 */
final class StrictChunks implements HttpHandler {
  private final HttpHandler next;

  StrictChunks(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING)
        && !exchange.isRequestComplete()
        && exchange.getConnection() instanceof AbstractServerConnection connection) {
      exchange.addRequestWrapper((ours, same) -> new Body(connection, same));
    }
    next.handleRequest(exchange);
  }

  /** The body of one exchange, read from what the connection has behind the head. */
  private static final class Body extends AbstractStreamSourceConduit<StreamSourceConduit> {
    private final HttpServerExchange exchange;
    private final Chunks chunks = new Chunks();
    private final ByteBuffer raw = ByteBuffer.allocate(4096).flip();
    private long taken;

    Body(AbstractServerConnection connection, HttpServerExchange exchange) {
      super(new ReadDataStreamSourceConduit(connection.getOriginalSourceConduit(), connection));
      this.exchange = exchange;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int before = into.position();
      while (!chunks.done() && into.hasRemaining()) {
        if (!raw.hasRemaining() && !fill(into.position() > before)) {
          return into.position() - before;
        }
        decode(into);
      }
      int read = into.position() - before;
      return read == 0 && chunks.done() ? -1 : read;
    }

    /** Reads more, if there is some; false if there is none yet. */
    private boolean fill(boolean some) throws IOException {
      raw.clear();
      int read = next.read(raw);
      raw.flip();
      if (read < 0 && !some) {
        throw new IOException("the connection ends inside a body");
      }
      return read > 0;
    }

    private void decode(ByteBuffer into) throws IOException {
      int before = into.position();
      chunks.decode(raw, into);
      taken += into.position() - before;
      if (exchange.getMaxEntitySize() > 0 && taken > exchange.getMaxEntitySize()) {
        throw new IOException("a body of over " + exchange.getMaxEntitySize() + " bytes");
      }
      if (chunks.done()) {
        // What came with the body is not given back, so nobody may wait for its answer.
        exchange.setPersistent(exchange.isPersistent() && !raw.hasRemaining());
        Connectors.terminateRequest(exchange);
      }
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
      for (int i = offset; i < offset + length; i++) {
        if (into[i].hasRemaining()) {
          return read(into[i]);
        }
      }
      return 0;
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
      return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
    }

    @Override
    public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
        throws IOException {
      return Conduits.transfer(this, count, through, target);
    }
  }
}
