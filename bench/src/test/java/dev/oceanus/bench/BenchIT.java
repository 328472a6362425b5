package dev.oceanus.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.testkit.process.ClassPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("slow")
class BenchIT {
  @TempDir Path folder;

  /**
   * The whole run in short, as a process of its own: counts must add up, times are not looked at.
   */
  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void measuresAllAndLeavesNothingBehind() throws Exception {
    Path data = folder.resolve("data");
    Path out = folder.resolve("out.json");

    Answer answer = bench("--quick", "--data", data.toString(), "--out", out.toString());

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("durable pixel requests").doesNotContain("INVALID");
    JsonNode json = JsonMapper.shared().readTree(Files.readString(out));
    assertThat(json.at("/machine/cores").intValue()).isPositive();
    assertThat(json.at("/disk/filesystem").stringValue()).isNotBlank();
    assertThat(json.at("/start")).hasSizeGreaterThanOrEqualTo(2);
    loadAddsUp(json.get("load"));
    drainAddsUp(json.get("drain"));
    assertThat(json.at("/relay/rounds/0/faults")).isEmpty();
    assertThat(json.at("/relay/rounds/0/events").longValue()).isBetween(1L, 20_000L);
    rulesAddUp(json.get("rules"));
    messagesAddUp(json.get("messages"));
    try (Stream<Path> left = Files.list(data)) {
      assertThat(left).isEmpty();
    }
  }

  private static void loadAddsUp(JsonNode load) {
    assertThat(load.get("rounds")).hasSize(6);
    for (JsonNode round : load.get("rounds")) {
      assertThat(round.at("/wrk/requests").longValue()).isPositive();
      assertThat(round.get("faults")).isEmpty();
    }
    assertThat(load.get("figures")).hasSize(6);
    for (JsonNode figure : load.get("figures")) {
      boolean ours = figure.get("contestant").stringValue().equals("collector");
      int events = figure.get("scenario").stringValue().equals("post_20") ? 20 : 1;
      assertThat(figure.get("valid").booleanValue()).isTrue();
      assertThat(figure.get("ratio_to_nginx").isNumber()).isEqualTo(ours);
      assertThat(figure.get("events_per_second").doubleValue())
          .isEqualTo(figure.get("requests_per_second").doubleValue() * events);
      assertThat(figure.at("/cpu_micros_per_event/redis").isNumber()).isEqualTo(ours);
    }
    assertThat(load.at("/memory/collector/peak_bytes").longValue()).isGreaterThan(10 << 20);
  }

  private static void drainAddsUp(JsonNode drain) {
    assertThat(drain.get("figures").valueStream().map(each -> each.get("sink").stringValue()))
        .containsExactly("duckdb", "load", "stream", "noop");
    for (JsonNode round : drain.get("rounds")) {
      assertThat(round.get("faults")).isEmpty();
      assertThat(round.get("rows").longValue()).isBetween(1L, 20_000L);
      boolean sent = Set.of("load", "stream").contains(round.get("sink").stringValue());
      assertThat(round.get("wire_bytes_per_row").doubleValue() > 0).isEqualTo(sent);
    }
    double json = drain.at("/weight/json_bytes").doubleValue();
    assertThat(drain.at("/weight/stream_bytes").doubleValue()).isGreaterThan(json);
    assertThat(drain.at("/weight/aof_bytes").doubleValue()).isGreaterThan(json);
  }

  private static void rulesAddUp(JsonNode rules) {
    assertThat(rules.get("faults")).isEmpty();
    assertThat(rules.get("rules").intValue()).isEqualTo(50);
    assertThat(
            rules.get("kinds").valueStream().mapToInt(each -> each.get("rules").intValue()).sum())
        .isEqualTo(50);
    for (JsonNode kind : rules.get("kinds")) {
      assertThat(kind.get("micros").doubleValue()).isPositive();
    }
    assertThat(rules.get("decode_micros").doubleValue()).isPositive();
    assertThat(rules.get("event_micros").doubleValue()).isPositive();
  }

  /** Two seconds of 200 events, of which a tenth is told, by 21 messages a hundred events. */
  private static void messagesAddUp(JsonNode messages) {
    assertThat(messages.at("/warm_up/faults")).isEmpty();
    assertThat(messages.get("rounds")).hasSize(1);
    JsonNode round = messages.at("/rounds/0");
    assertThat(round.get("faults")).isEmpty();
    assertThat(round.get("sent").longValue()).isEqualTo(400);
    assertThat(round.get("expected").longValue()).isEqualTo(84);
    assertThat(round.get("seen").longValue()).isEqualTo(84);
  }

  @Test
  void refusesWhatItDoesNotKnowWithTheCodeForUsage() throws Exception {
    Answer answer = bench("--fast");

    assertThat(answer.code()).isEqualTo(64);
    assertThat(answer.err()).contains("'--fast'").contains("--out");
    assertThat(answer.out()).isEmpty();
  }

  private record Answer(int code, String out, String err) {}

  private Answer bench(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                ClassPath.own(),
                BenchMain.class.getName()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      int code = process.waitFor();
      return new Answer(code, Files.readString(out), Files.readString(err));
    } finally {
      process.destroy();
    }
  }
}
