package dev.oceanus.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import dev.oceanus.common.bus.BusUnavailableException;
import dev.oceanus.common.bus.EventBus.Reason;
import dev.oceanus.common.bus.EventBus.Refused;
import dev.oceanus.common.bus.LiveEvent;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Pub/Sub that refuses a request for one message of it, as the emulator never does. */
class PubSubRefusalTest {
  private final Topic topic = new Topic();
  private Server server;
  private final List<PubSubBus> open = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(topic.service())
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    open.forEach(PubSubBus::close);
    server.shutdownNow();
  }

  private PubSubBus bus(int eventsOfARequest) {
    PubSubConfig config = PubSubFixture.config("refusing", "http://127.0.0.1:" + server.getPort());
    PubSubBus bus =
        new PubSubBus(
            new PubSubConfig(
                config.project(),
                config.topic(),
                config.subscription(),
                config.deadLetterTopic(),
                config.endpoint(),
                new PubSubConfig.Limits(eventsOfARequest, 1_000_000)));
    bus.start();
    open.add(bus);
    return bus;
  }

  private static List<LiveEvent> events(String... ids) {
    return Stream.of(ids).map(EventBusContract::event).toList();
  }

  private static Refused refused(String id) {
    return new Refused(EventBusContract.event(id), Reason.REFUSED);
  }

  @Test
  void findsOutWhichOfARequestAreAtFault() throws Exception {
    PubSubBus bus = bus(100);

    assertThat(bus.publish(events("bad-1", "a", "b", "bad-2", "c")))
        .containsExactly(refused("bad-1"), refused("bad-2"));

    assertThat(topic.taken).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void refusesOneThatWasARequestByItselfWhereOthersAreTaken() throws Exception {
    PubSubBus bus = bus(1);

    assertThat(bus.publish(events("a", "bad", "b"))).containsExactly(refused("bad"));

    assertThat(topic.taken).containsExactlyInAnyOrder("a", "b");
    assertThat(bus.check().isDegraded()).isFalse();
  }

  @Test
  void givesNoneUpWhereAllAreRefused() {
    PubSubBus bus = bus(2);

    assertThatThrownBy(() -> bus.publish(events("bad-1", "bad-2", "bad-3")))
        .isInstanceOf(BusUnavailableException.class)
        .hasMessageContaining("3 events");
    assertThat(bus.check().isDegraded()).isTrue();
  }

  private static final class Topic {
    private static final MethodDescriptor<PublishRequest, PublishResponse> PUBLISH =
        MethodDescriptor.<PublishRequest, PublishResponse>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("google.pubsub.v1.Publisher/Publish")
            .setRequestMarshaller(ProtoUtils.marshaller(PublishRequest.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(PublishResponse.getDefaultInstance()))
            .build();

    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    ServerServiceDefinition service() {
      return ServerServiceDefinition.builder("google.pubsub.v1.Publisher")
          .addMethod(PUBLISH, ServerCalls.asyncUnaryCall(this::publish))
          .build();
    }

    private void publish(PublishRequest request, StreamObserver<PublishResponse> answer) {
      List<String> ids =
          request.getMessagesList().stream()
              .map(message -> Messages.event(message).orElseThrow().id())
              .toList();
      if (ids.stream().anyMatch(id -> id.startsWith("bad"))) {
        answer.onError(Status.INVALID_ARGUMENT.withDescription("no").asRuntimeException());
        return;
      }
      taken.addAll(ids);
      answer.onNext(PublishResponse.newBuilder().addAllMessageIds(ids).build());
      answer.onCompleted();
    }
  }
}
