package dev.oceanus.collector.http;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads one body on the I/O thread, without waiting, into an array that grows with what comes and
 * not with what is announced, and never reads on beyond the limit. A body that takes too long costs
 * its connection.
 */
final class BodyReader implements ChannelListener<StreamSourceChannel> {
  private static final int FIRST_READ = 16 * 1024;
  private static final long SECONDS = 10;

  private final HttpServerExchange exchange;
  private final int limit;
  private final Receiver receiver;
  private byte[] bytes;
  private int length;
  private XnioExecutor.@Nullable Key deadline;

  /** Who is told; exactly one of the three is called. */
  interface Receiver {
    /** The whole body. */
    void body(byte[] body);

    /** It is longer than the limit; some of it is unread. */
    void tooLarge();

    /** It cannot be read: not framed as HTTP wants it, or the client has gone. */
    void broken();
  }

  private BodyReader(HttpServerExchange exchange, int limit, long announced, Receiver receiver) {
    this.exchange = exchange;
    this.limit = limit;
    this.receiver = receiver;
    this.bytes = new byte[announced < 0 ? FIRST_READ : (int) Math.min(announced + 1, FIRST_READ)];
  }

  /** Begins to read; the receiver may be called before this returns. */
  static void read(HttpServerExchange exchange, int limit, Receiver receiver) {
    long announced = exchange.getRequestContentLength();
    if (announced > limit) {
      receiver.tooLarge();
      return;
    }
    StreamSourceChannel channel = exchange.getRequestChannel();
    if (channel == null) {
      receiver.broken();
      return;
    }
    BodyReader reader = new BodyReader(exchange, limit, announced, receiver);
    if (!reader.readAll(channel)) {
      reader.waitForMore(channel);
    }
  }

  private void waitForMore(StreamSourceChannel channel) {
    deadline = exchange.getIoThread().executeAfter(() -> cut(channel), SECONDS, TimeUnit.SECONDS);
    channel.getReadSetter().set(this);
    channel.resumeReads();
  }

  /** Nobody tells a reader that its connection was closed on this side. */
  private void cut(StreamSourceChannel channel) {
    IoUtils.safeClose(exchange.getConnection());
    finish(channel, Receiver::broken);
  }

  @Override
  public void handleEvent(StreamSourceChannel channel) {
    readAll(channel);
  }

  /** Reads what is there; false if more is to come. */
  private boolean readAll(StreamSourceChannel channel) {
    try {
      while (true) {
        int read = channel.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
        if (read == 0) {
          return false;
        }
        if (read < 0) {
          finish(channel, receiver -> receiver.body(exact()));
          return true;
        }
        length += read;
        if (length > limit) {
          finish(channel, Receiver::tooLarge);
          return true;
        }
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.min(length * 2, limit + 1));
        }
      }
    } catch (IOException e) {
      finish(channel, Receiver::broken);
      return true;
    }
  }

  private byte[] exact() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private void finish(StreamSourceChannel channel, Consumer<Receiver> outcome) {
    if (deadline != null) {
      deadline.remove();
      channel.getReadSetter().set(null);
      channel.suspendReads();
    }
    outcome.accept(receiver);
  }
}
