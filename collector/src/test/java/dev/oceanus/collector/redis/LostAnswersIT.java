package dev.oceanus.collector.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import dev.oceanus.testkit.net.LossyProxy;
import dev.oceanus.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Rows W3 and F10: Redis has stored the events, but its answer is lost, so that they are sent
 * again. The loss of the first call's answer is left out: Redis learns the script by it.
 */
@Tag("slow")
@Timeout(180)
class LostAnswersIT {
  private static final int LOSSES = 500;
  private static final int CLIENTS = 4;

  private final Queue<String> sent = new ConcurrentLinkedQueue<>();
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

  @Test
  void storesEachEventOnceThoughFiveHundredAnswersAreLost() throws Exception {
    try (RedisServer server = RedisServer.start();
        LossyProxy proxy = LossyProxy.start("127.0.0.1", server.port());
        TestCollector collector =
            TestCollector.on(Stores.on("redis://127.0.0.1:" + proxy.port()))) {
      acknowledged.addAll(store(collector, "first"));
      try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          String name = "client-" + i + "-";
          done.add(clients.submit(() -> storeUnderLosses(collector, proxy, name)));
        }
        for (Future<?> each : done) {
          each.get();
        }
      }
      assertThat(proxy.droppedAnswers()).isGreaterThanOrEqualTo(LOSSES);
      assertThat(Stores.eventIds(server, TestSites.DEMO))
          .doesNotHaveDuplicates()
          .containsAll(acknowledged)
          .isSubsetOf(sent);
      assertThat(acknowledged).as("of %d sent", sent.size()).hasSizeGreaterThan(sent.size() / 2);
    }
  }

  private void storeUnderLosses(TestCollector collector, LossyProxy proxy, String name) {
    for (int i = 0; proxy.droppedAnswers() < LOSSES; i++) {
      proxy.dropAnswersTo("EVALSHA", 1);
      acknowledged.addAll(store(collector, name + i));
    }
  }

  /** Sends an event; its id if it is acknowledged. */
  private List<String> store(TestCollector collector, String id) {
    sent.add(id);
    try {
      String target = "/v1/pixel/demo?evt=e&eid=" + id;
      int status = RawHttp.get(collector.port(), target).status();
      assertThat(status).isIn(200, 503);
      return status == 200 ? List.of(id) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
