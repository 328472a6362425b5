package dev.oceanus.collector.backlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.CapturedLog;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Shard;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<List<Shard>> asked = new ArrayList<>();
  private OptionalLong length = OptionalLong.of(0);
  private final Backlog backlog =
      new Backlog(
          List.of(new Lane("a", 2), new Lane("b", 1), new Lane("a", 2)),
          10,
          new Backlog.Parts(
              shards -> {
                asked.add(shards);
                return length;
              },
              registry,
              System::nanoTime,
              (what, cause) -> {
                throw new AssertionError(what, cause);
              }));

  @Test
  void isNotKnownBeforeTheFirstLook() {
    assertThat(backlog.within()).isFalse();
    assertThat(gauge()).isEqualTo(-1);
  }

  @Test
  void asksForEachStreamOnce() {
    backlog.look();
    assertThat(asked)
        .containsExactly(List.of(new Shard("a", 0), new Shard("a", 1), new Shard("b", 0)));
  }

  @Test
  void isWithinItsLimitUpToTheLimitItself() {
    length = OptionalLong.of(10);
    backlog.look();
    assertThat(backlog.within()).isTrue();
    assertThat(gauge()).isEqualTo(10);
    length = OptionalLong.of(11);
    backlog.look();
    assertThat(backlog.within()).isFalse();
  }

  @Test
  void isNotKnownWhileRedisCannotBeAsked() {
    backlog.look();
    length = OptionalLong.empty();
    backlog.look();
    assertThat(backlog.within()).isFalse();
    assertThat(gauge()).isEqualTo(-1);
  }

  @Test
  void warnsOnceWhenItGetsTooLong() {
    backlog.look();
    try (CapturedLog log = new CapturedLog()) {
      length = OptionalLong.of(12);
      backlog.look();
      backlog.look();
      assertThat(log.lines())
          .extracting(String::strip)
          .containsExactly(
              "WARN 12 events wait in Redis, more than OCEANUS_BACKLOG_LIMIT allows (10)");
    }
  }

  @Test
  void looksByItself() {
    length = OptionalLong.of(3);
    backlog.start();
    try {
      await().until(backlog::within);
    } finally {
      backlog.close();
    }
  }

  private double gauge() {
    return registry.get("oceanus_collector_backlog_events").gauge().value();
  }
}
