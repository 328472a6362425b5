package dev.oceanus.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void readsWhatIsResidentNowAndAtMost() {
    String status = "Name:\tjava\nVmPeak:\t  9000 kB\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n";

    assertThat(Memory.parse(status)).isEqualTo(new Memory(1 << 20, 2 << 20));
  }

  @Test
  void aProcessThatIsAboutToEndHasNone() {
    assertThat(Memory.parse("Name:\tnginx\nState:\tZ (zombie)\n")).isEqualTo(Memory.NONE);
  }

  @Test
  void refusesAnotherUnit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Memory.parse("VmRSS:\t 1024 MB\n"))
        .withMessageContaining("1024 MB");
  }
}
