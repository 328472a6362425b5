package dev.oceanus.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.notifier.delivery.Delivery.Delivered;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every target must do. */
@Timeout(60)
public interface TargetContract {
  /** The same one during a test. */
  Target target();

  /** A notice that it takes. */
  Notice notice(String id);

  @Test
  default void takesNoticesOfItsKind() {
    assertThat(notice("a").content().kind()).isEqualTo(target().kind());
  }

  @Test
  default void takesOneNoticeAtLeast() {
    assertThat(target().most()).isPositive();
  }

  @Test
  default void delivers() throws InterruptedException {
    assertThat(target().deliver(List.of(notice("a")))).isEqualTo(new Delivered());
    assertThat(target().deliver(List.of(notice("b")))).isEqualTo(new Delivered());
  }

  @Test
  default void deliversAsManyAsItTakes() throws InterruptedException {
    List<Notice> notices =
        IntStream.range(0, target().most()).mapToObj(i -> notice("n" + i)).toList();

    assertThat(target().deliver(notices)).isEqualTo(new Delivered());
  }
}
