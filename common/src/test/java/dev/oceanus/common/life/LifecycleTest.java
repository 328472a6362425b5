package dev.oceanus.common.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private final List<String> log = new ArrayList<>();

  private record Part(String name, List<String> log, boolean startFails, boolean closeFails)
      implements Component {
    @Override
    public void start() {
      log.add("start " + name);
      if (startFails) {
        throw new StartException(name + " cannot");
      }
    }

    @Override
    public Health check() {
      return Health.READY;
    }

    @Override
    public void close() {
      log.add("close " + name);
      if (closeFails) {
        throw new IllegalStateException(name);
      }
    }
  }

  private Part part(String name) {
    return new Part(name, log, false, false);
  }

  @Test
  void startsInOrderAndClosesInReverse() {
    Lifecycle lifecycle = new Lifecycle(List.of(part("a"), part("b"), part("c")));
    lifecycle.start();
    lifecycle.close();
    lifecycle.close();
    assertThat(log)
        .containsExactly("start a", "start b", "start c", "close c", "close b", "close a");
  }

  @Test
  void closesWhatWasStartedWhenOneCannotStart() {
    Part broken = new Part("b", log, true, false);
    Lifecycle lifecycle = new Lifecycle(List.of(part("a"), broken, part("c")));
    assertThatThrownBy(lifecycle::start).isInstanceOf(StartException.class).hasMessage("b cannot");
    assertThat(log).containsExactly("start a", "start b", "close b", "close a");
  }

  @Test
  void closesTheOthersWhenOneFailsTo() {
    Part broken = new Part("b", log, false, true);
    Lifecycle lifecycle = new Lifecycle(List.of(part("a"), broken));
    lifecycle.start();
    lifecycle.close();
    assertThat(log).endsWith("close b", "close a");
  }
}
