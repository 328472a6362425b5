package dev.oceanus.common.fail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailPointsTest {
  @Test
  void doesNothingUnlessAsked() {
    for (FailPoint point : FailPoint.values()) {
      assertThatCode(() -> FailPoints.none().pass(point)).doesNotThrowAnyException();
    }
  }

  @Test
  void throwsOnceAtTheNamedPassage() {
    FailPoints points = FailPoints.parse(List.of("loader-sealed=throw@2"));

    points.pass(FailPoint.LOADER_SEALED);
    points.pass(FailPoint.LOADER_READ);
    assertThatThrownBy(() -> points.pass(FailPoint.LOADER_SEALED))
        .isInstanceOf(FailPointException.class)
        .hasMessageContaining("loader-sealed");
    points.pass(FailPoint.LOADER_SEALED);
  }

  @Test
  void namesEveryPointByItsKey() {
    for (FailPoint point : FailPoint.values()) {
      assertThat(FailPoint.of(point.key())).contains(point);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nowhere=halt", "loader-sealed=explode", "loader-sealed", "loader-sealed=halt@x"})
  void refusesWhatItDoesNotKnow(String spec) {
    assertThatThrownBy(() -> FailPoints.parse(List.of(spec)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hangsOnceUntilItIsInterrupted() throws InterruptedException {
    FailPoints points = FailPoints.parse(List.of("loader-read=hang"));
    AtomicInteger passed = new AtomicInteger();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  points.pass(FailPoint.LOADER_READ);
                  if (Thread.interrupted()) {
                    passed.incrementAndGet();
                  }
                  points.pass(FailPoint.LOADER_READ);
                  passed.incrementAndGet();
                });
    Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    assertThat(passed).hasValue(0);
    thread.interrupt();
    thread.join();
    assertThat(passed).hasValue(2);
  }

  @Test
  void breaksOnceHoweverManyThreadsPass() {
    FailPoints points = FailPoints.parse(List.of("loader-read=throw@5"));
    long thrown =
        IntStream.range(0, 1_000)
            .parallel()
            .filter(
                i -> {
                  try {
                    points.pass(FailPoint.LOADER_READ);
                    return false;
                  } catch (FailPointException e) {
                    return true;
                  }
                })
            .count();
    assertThat(thrown).isEqualTo(1);
  }

  @Test
  void tellsAFaultOfTheSettingWithTheOthers() {
    Env env = new Env(Map.of("OCEANUS_FAIL_POINTS", "nowhere=halt"));
    FailPoints points = FailPoints.from(env);
    points.pass(FailPoint.LOADER_READ);
    assertThatThrownBy(env::check)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("OCEANUS_FAIL_POINTS")
        .hasMessageContaining("nowhere=halt");
  }
}
