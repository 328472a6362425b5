package dev.oceanus.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir private Path folder;

  @Test
  void givesEachLineOnceWhenItIsEnded() throws Exception {
    Path file = Files.writeString(folder.resolve("log"), "one\ntwo\nまく");
    try (LogTail tail = new LogTail(file)) {
      assertThat(tail.more()).containsExactly("one", "two");
      assertThat(tail.more()).isEmpty();

      Files.writeString(file, "ら\n\nfour", StandardOpenOption.APPEND);
      assertThat(tail.more()).containsExactly("まくら", "");
    }
  }
}
