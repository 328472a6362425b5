package dev.oceanus.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.life.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenessTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long nanos;
  private final Lateness lateness = new Lateness(registry, () -> nanos);

  @Test
  void saysThatEventsComeLateUntilTheyComeInTime() {
    assertThat(lateness.check()).isEqualTo(Health.READY);

    lateness.came(Duration.ofMinutes(5));
    assertThat(lateness.check()).isEqualTo(Health.degraded("live events come 300 s late"));
    assertThat(registry.get("oceanus_pubsub_feed_late_seconds").gauge().value()).isEqualTo(300);

    lateness.came(Duration.ofMinutes(1));
    assertThat(lateness.check()).isEqualTo(Health.READY);
  }

  @Test
  void forgetsWhatCameLongAgo() {
    lateness.came(Duration.ofHours(1));
    nanos += Lateness.FORGET.toNanos();
    assertThat(lateness.check().isDegraded()).isTrue();
    nanos++;

    assertThat(lateness.check()).isEqualTo(Health.READY);
    assertThat(registry.get("oceanus_pubsub_feed_late_seconds").gauge().value()).isZero();
  }
}
