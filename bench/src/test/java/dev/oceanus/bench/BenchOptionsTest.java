package dev.oceanus.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.bench.BenchOptions.Part;
import dev.oceanus.bench.BenchOptions.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchOptionsTest {
  @Test
  void measuresAllButSlowClientsThreeTimesTenSecondsUnlessToldOtherwise() throws Exception {
    BenchOptions options = BenchOptions.parse();

    assertThat(options.out()).isNull();
    assertThat(options.rounds()).isEqualTo(3);
    assertThat(options.time()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.parts())
        .containsExactlyInAnyOrder(
            Part.START, Part.COLLECTOR, Part.LOADER, Part.RELAY, Part.RULES, Part.MESSAGES);
  }

  @Test
  void takesAllOptionsAtOnce() throws Exception {
    BenchOptions options =
        BenchOptions.parse(
            "--out",
            "a.json",
            "--rounds",
            "5",
            "--seconds",
            "20",
            "--only",
            "start,loader",
            "--data",
            "/data");

    assertThat(options.out()).isEqualTo(Path.of("a.json"));
    assertThat(options.data()).isEqualTo(Path.of("/data"));
    assertThat(options.rounds()).isEqualTo(5);
    assertThat(options.time()).isEqualTo(Duration.ofSeconds(20));
    assertThat(options.parts()).containsExactlyInAnyOrder(Part.START, Part.LOADER);
  }

  @Test
  void quickIsShortButMayStillBeToldHowLong() throws Exception {
    assertThat(BenchOptions.parse("--quick").rounds()).isEqualTo(1);
    assertThat(BenchOptions.parse("--quick", "--rounds", "2").rounds()).isEqualTo(2);
    assertThat(BenchOptions.parse("--seconds", "2", "--quick").time())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--fast",
        "--out",
        "--rounds 0",
        "--rounds x",
        "--seconds -1",
        "--only nginx",
        "x"
      })
  void refusesWhatItDoesNotKnowAndNamesIt(String line) {
    assertThatThrownBy(() -> BenchOptions.parse(line.split(" ", -1)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(line.substring(line.lastIndexOf(' ') + 1));
  }
}
