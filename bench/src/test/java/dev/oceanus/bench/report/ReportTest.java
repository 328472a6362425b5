package dev.oceanus.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.bench.load.LoadBench;
import dev.oceanus.bench.load.LoadFigure;
import dev.oceanus.bench.load.Scenario;
import dev.oceanus.bench.machine.DiskProbe;
import dev.oceanus.bench.machine.Machine;
import dev.oceanus.bench.process.Memory;
import dev.oceanus.bench.report.Target.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  @Test
  void jsonHasNamesWithUnderscoresAndTheRatio() {
    JsonNode json = JsonMapper.shared().readTree(JsonReport.of(report(0.45, true)));

    assertThat(json.at("/machine/measured_at").stringValue()).isEqualTo("2026-11-18T00:00:00Z");
    assertThat(json.at("/disk/syncs_per_second").doubleValue()).isEqualTo(4000);
    assertThat(json.at("/load/plan/time").stringValue()).isEqualTo("PT10S");
    JsonNode figure = json.at("/load/figures/1");
    assertThat(figure.get("contestant").stringValue()).isEqualTo("collector");
    assertThat(figure.get("scenario").stringValue()).isEqualTo("pixel_get");
    assertThat(figure.get("ratio_to_nginx").doubleValue()).isEqualTo(0.45);
    assertThat(figure.at("/cpu_micros_per_event/collector").doubleValue()).isEqualTo(25);
    assertThat(json.at("/load/figures/0/ratio_to_nginx").isNull()).isTrue();
    assertThat(json.at("/targets/0/met").booleanValue()).isTrue();
    assertThat(json.get("drain").isNull()).isTrue();
  }

  @Test
  void theTableShowsEachFigureBesideItsTarget() {
    assertThat(TableReport.of(report(0.45, true)).lines())
        .anySatisfy(
            line -> assertThat(line).contains("pixel requests").contains("0.45").endsWith("yes"));
    assertThat(TableReport.of(report(0.35, true)).lines())
        .anySatisfy(
            line -> assertThat(line).contains("pixel requests").contains("0.35").endsWith("NO"));
  }

  @Test
  void aFigureWithAFaultMeetsNoTarget() {
    Report report = report(0.45, false);

    assertThat(report.valid()).isFalse();
    assertThat(report.targets())
        .filteredOn(Target::met)
        .extracting(Target::name)
        .doesNotContain("durable pixel requests, as a share of nginx'");
    assertThat(TableReport.of(report)).contains("INVALID");
  }

  @Test
  void aTargetIsMetOnItsGoodSide() {
    assertThat(new Target("a", "ms", Rule.AT_MOST, 10, 10, true).met()).isTrue();
    assertThat(new Target("a", "ms", Rule.AT_MOST, 10, 10.1, true).met()).isFalse();
    assertThat(new Target("a", "rows", Rule.AT_LEAST, 10, 9.9, true).met()).isFalse();
    assertThat(new Target("a", "rows", Rule.AT_LEAST, 10, Double.NaN, true).met()).isFalse();
  }

  private static Report report(double ratio, boolean valid) {
    LoadBench.Found load =
        new LoadBench.Found(
            new LoadBench.Plan(3, Duration.ofSeconds(10), Duration.ofSeconds(15), 2, 128),
            List.of(figure("nginx", 10_000, null, true), figure("collector", 4_500, ratio, valid)),
            List.of(),
            Map.of("collector", new Memory(100 << 20, 120 << 20)));
    Machine machine =
        new Machine(
            Instant.parse("2026-11-18T00:00:00Z"),
            "abc",
            2,
            "cpu",
            1L << 34,
            "Linux 6",
            "JDK 25",
            "1.22",
            "7.0",
            "4.1");
    return new Report(
        machine,
        new DiskProbe("ext4", 1_000, 4_000, 240, 900),
        Map.of(),
        null,
        load,
        null,
        null,
        null,
        null,
        null,
        Targets.of(load));
  }

  private static LoadFigure figure(
      String contestant, double requests, @Nullable Double ratio, boolean valid) {
    return new LoadFigure(
        contestant,
        Scenario.PIXEL,
        requests,
        requests,
        1_000,
        9_000,
        Map.of(contestant, 25.0),
        ratio,
        valid);
  }
}
