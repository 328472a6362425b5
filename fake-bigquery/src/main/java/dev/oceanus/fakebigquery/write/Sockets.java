package dev.oceanus.fakebigquery.write;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The TCP connections of a server, each of which can be reset: the client sees an answer that never
 * comes, as when a machine dies. gRPC itself only ends calls in order. Thread-safe.
 */
final class Sockets {
  private final Map<SocketAddress, Channel> open = new ConcurrentHashMap<>();

  /** A channel that listens, and has its connections known here. */
  ServerChannel listening() {
    return new Listening();
  }

  /** Resets the connection of this client, with all its calls. */
  void reset(SocketAddress client) {
    Channel channel = open.get(client);
    if (channel != null) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      // Not channel.close(): HTTP/2 would say goodbye, and wait for the calls.
      channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
    }
  }

  private final class Listening extends NioServerSocketChannel {
    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      int count = super.doReadMessages(accepted);
      for (Object each : accepted) {
        if (each instanceof Channel channel) {
          SocketAddress client = channel.remoteAddress();
          open.put(client, channel);
          var unused = channel.closeFuture().addListener(closed -> open.remove(client, channel));
        }
      }
      return count;
    }
  }
}
