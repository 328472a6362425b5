package dev.oceanus.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.notifier.delivery.Delivery.Delivered;
import dev.oceanus.notifier.delivery.Delivery.Later;
import dev.oceanus.notifier.delivery.Delivery.Refused;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every target with another side must do, whatever that does (F26, N06). That a call ends in
 * time shows in that the test does.
 */
@Timeout(60)
public interface RemoteTargetContract extends TargetContract {
  /** How the other side is. */
  enum Mood {
    /** It does what it is asked. */
    GOOD,
    /** It has a limit, which is reached. */
    BUSY,
    /** It has a fault of its own. */
    BROKEN,
    /** It ends connections without an answer. */
    DROPPING,
    /** It answers nothing. */
    HANGING,
    /** It does not like the notice. */
    REFUSING
  }

  /** From now on the other side is so. */
  void becomes(Mood mood);

  /** Whether the other side has been asked since it became so. */
  boolean wasAsked();

  /** Texts that no reason may hold. */
  List<String> secrets();

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "BROKEN", "DROPPING"})
  default void saysLaterAndSucceedsThen(Mood mood) throws InterruptedException {
    becomes(mood);
    Delivery first = target().deliver(List.of(notice("a")));

    assertThat(first).isInstanceOf(Later.class);
    assertReason(((Later) first).reason());

    becomes(Mood.GOOD);
    assertThat(target().deliver(List.of(notice("a")))).isEqualTo(new Delivered());
  }

  @Test
  @Tag("slow")
  default void saysLaterWhereThereIsNoAnswer() throws InterruptedException {
    saysLaterAndSucceedsThen(Mood.HANGING);
  }

  @Test
  default void saysThatItIsRefusedAndTakesOthers() throws InterruptedException {
    becomes(Mood.REFUSING);
    Delivery first = target().deliver(List.of(notice("a")));

    assertThat(first).isInstanceOf(Refused.class);
    assertReason(((Refused) first).reason());

    becomes(Mood.GOOD);
    assertThat(target().deliver(List.of(notice("b")))).isEqualTo(new Delivered());
  }

  @Test
  default void endsWithItsCaller() throws InterruptedException {
    becomes(Mood.HANGING);
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    target().deliver(List.of(notice("a")));
                  } catch (InterruptedException e) {
                    thrown.set(e);
                  }
                });
    await().until(this::wasAsked);

    caller.interrupt();
    caller.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  private void assertReason(String reason) {
    assertThat(reason).isNotBlank().doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(200);
    assertThat(secrets()).allSatisfy(secret -> assertThat(reason).doesNotContain(secret));
    assertThat(reason).doesNotContainPattern("\\d+\\.\\d+\\.\\d+\\.\\d+");
  }
}
