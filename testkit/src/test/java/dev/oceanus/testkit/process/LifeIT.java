package dev.oceanus.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LifeIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Path file;
  private Life life;

  @BeforeEach
  void starts() {
    file = folder.resolve("open.txt");
    JavaProgram program =
        new JavaProgram(
            "sleeper",
            Sleeper.class.getName(),
            System.getProperty("java.class.path"),
            List.of("-Dstdout.encoding=UTF-8"),
            folder.resolve("logs"));
    life = program.start(1, Map.of("OCEANUS_GIVEN", "まくら", "SLEEPER_FILE", file.toString()));
  }

  @AfterEach
  void ends() {
    if (life.isAlive()) {
      life.kill();
    }
  }

  @Test
  void hasALogOfItsOwn() {
    assertThat(life.awaitLog("眠る人は まくら をもらった", LIMIT)).isTrue();
    assertThat(life).hasToString("sleeper.1");
    assertThat(folder.resolve("logs/sleeper.001.log")).exists();
  }

  @Test
  void endsInOrderWhenAskedTo() {
    assertThat(life.awaitLog("まくら", LIMIT)).isTrue();

    life.terminate();

    assertThat(life.awaitEnd(LIMIT)).isEqualTo(128 + 15);
    assertThat(life.logHolds("sleeper ends")).isTrue();
  }

  @Test
  void endsWithoutAWordWhenKilled() {
    assertThat(life.awaitLog("まくら", LIMIT)).isTrue();

    life.kill();

    assertThat(life.awaitEnd(LIMIT)).isEqualTo(128 + 9);
    assertThat(life.logHolds("sleeper ends")).isFalse();
    assertThat(life.awaitLog("sleeper ends", LIMIT)).isFalse();
  }

  @Test
  void doesNothingWhileItIsPaused() {
    assertThat(life.awaitLog("まくら", LIMIT)).isTrue();
    life.pause();
    life.terminate();

    assertThatThrownBy(() -> life.awaitEnd(Duration.ofMillis(300)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sleeper.1")
        .hasMessageContaining("did not end");
    life.resume();
    assertThat(life.awaitEnd(LIMIT)).isEqualTo(128 + 15);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void tellsWhatItHasOpen() {
    assertThat(life.awaitLog("まくら", LIMIT)).isTrue();

    assertThat(life.hasOpen(file)).isTrue();
    assertThat(life.hasOpen(folder.resolve("other.txt"))).isFalse();
  }
}
