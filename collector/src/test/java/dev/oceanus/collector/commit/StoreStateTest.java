package dev.oceanus.collector.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.CapturedLog;
import dev.oceanus.collector.TestNanos;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreStateTest {
  private static final String TAKES = "INFO Redis takes events ";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestNanos nanos = new TestNanos();
  private final StoreState state = new StoreState(nanos);

  @Test
  void knowsNothingBeforeItsFirstProbe() {
    assertThat(state.storable()).isFalse();
    assertThat(state.why()).isEqualTo("not probed yet");
    assertThat(state.needsProbe(SECOND)).isTrue();
  }

  @Test
  void followsProbesWhereNothingIsAppended() {
    state.probed(true);
    assertThat(state.storable()).isTrue();
    state.probed(false);
    assertThat(state.storable()).isFalse();
    assertThat(state.why()).isEqualTo("Redis does not answer");
    state.probed(true);
    assertThat(state.storable()).isTrue();
  }

  @Test
  void believesAFailedAppendMoreThanAProbeForAWhile() {
    state.probed(true);
    state.failed("out-of-memory");
    assertThat(state.storable()).isFalse();
    assertThat(state.why()).isEqualTo("out-of-memory");
    state.probed(true);
    assertThat(state.storable()).as("it answers, but takes nothing").isFalse();
    nanos.advance(Duration.ofSeconds(6));
    state.probed(true);
    assertThat(state.storable()).isTrue();
  }

  @Test
  void believesAnAnswerAtOnceAfterSilence() {
    state.failed("unreachable");
    state.probed(false);
    state.probed(true);
    assertThat(state.storable()).isTrue();
  }

  @Test
  void believesAStoredAppendAtOnce() {
    state.failed("unreachable");
    state.stored();
    assertThat(state.storable()).isTrue();
    assertThat(state.why()).isEmpty();
  }

  @Test
  void needsNoProbeWhileAppendsTell() {
    state.stored();
    assertThat(state.needsProbe(SECOND)).isFalse();
    nanos.advance(SECOND.plusMillis(1));
    assertThat(state.needsProbe(SECOND)).isTrue();
    state.stored();
    assertThat(state.needsProbe(SECOND)).isFalse();
    state.failed("disk");
    assertThat(state.needsProbe(SECOND)).isTrue();
  }

  @Test
  void tellsTheLogOfOneLossAMinuteHoweverOftenRedisComesAndGoes() {
    try (CapturedLog log = new CapturedLog()) {
      state.probed(true);
      flap(500);
      assertThat(log.lines())
          .containsExactly(TAKES, "WARN Redis does not take events: unreachable ", TAKES);
      nanos.advance(Duration.ofMinutes(1));
      flap(500);
      assertThat(log.lines()).hasSize(5).endsWith(TAKES);
    }
  }

  private void flap(int times) {
    for (int i = 0; i < times; i++) {
      state.failed("unreachable");
      state.stored();
      nanos.advance(Duration.ofMillis(50));
    }
  }

  @Test
  void tellsTheLogOfALossSoonAfterAnotherOnceItHasLasted() {
    try (CapturedLog log = new CapturedLog()) {
      state.stored();
      flap(1);
      state.failed("out-of-memory");
      state.probed(false);
      assertThat(log.lines()).as("a second loss within a minute").hasSize(3).endsWith(TAKES);
      nanos.advance(Duration.ofMinutes(1));
      state.probed(false);
      state.probed(false);
      assertThat(log.lines())
          .hasSize(4)
          .endsWith("WARN Redis does not take events: Redis does not answer ");
      state.stored();
      assertThat(log.lines()).hasSize(5).endsWith(TAKES);
    }
  }

  @Test
  void tellsTheLogThatRedisIsAwayFromTheBeginning() {
    try (CapturedLog log = new CapturedLog()) {
      state.probed(false);
      state.probed(false);
      assertThat(log.lines())
          .containsExactly("WARN Redis does not take events: Redis does not answer ");
    }
  }
}
