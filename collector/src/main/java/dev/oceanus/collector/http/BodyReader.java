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
 * not with what is announced, and never reads on beyond the limit, nor where all bodies together
 * would have more than there is room for. A body that takes too long costs its connection.
 */
final class BodyReader implements ChannelListener<StreamSourceChannel> {
  private static final int FIRST_READ = 4 * 1024;
  private static final byte[] NONE = {};
  private static final long SECONDS = 10;

  private final HttpServerExchange exchange;
  private final int limit;
  private final BodyRoom room;
  private final Receiver receiver;
  private byte[] bytes = NONE;
  private int length;
  private XnioExecutor.@Nullable Key deadline;

  /** Who is told; exactly one of the four is called. */
  interface Receiver {
    /** The whole body. */
    void body(byte[] body);

    /** It is longer than the limit; some of it is unread. */
    void tooLarge();

    /** There is no room for it now; some of it is unread. */
    void noRoom();

    /** It cannot be read: not framed as HTTP wants it, or the client has gone. */
    void broken();
  }

  private BodyReader(HttpServerExchange exchange, int limit, BodyRoom room, Receiver receiver) {
    this.exchange = exchange;
    this.limit = limit;
    this.room = room;
    this.receiver = receiver;
  }

  /** Begins to read; the receiver may be called before this returns. */
  static void read(HttpServerExchange exchange, int limit, BodyRoom room, Receiver receiver) {
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
    BodyReader reader = new BodyReader(exchange, limit, room, receiver);
    int first = announced < 0 ? FIRST_READ : (int) Math.min(announced + 1, FIRST_READ);
    if (!reader.grow(first)) {
      receiver.noRoom();
    } else if (!reader.readAll(channel)) {
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
        if (length == bytes.length && !grow(Math.min(length * 2, limit + 1))) {
          finish(channel, Receiver::noRoom);
          return true;
        }
      }
    } catch (IOException e) {
      finish(channel, Receiver::broken);
      return true;
    }
  }

  private boolean grow(int to) {
    boolean fits = room.grow(bytes.length, to);
    if (fits) {
      bytes = Arrays.copyOf(bytes, to);
    }
    return fits;
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
    try {
      outcome.accept(receiver);
    } finally {
      room.giveBack(bytes.length);
      bytes = NONE;
    }
  }
}
