package dev.oceanus.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadFigureTest {
  @Test
  void comparesTheMediansOfOneScenario() {
    List<LoadFigure> figures =
        LoadFigure.of(
            List.of(
                round("nginx", Scenario.PIXEL, 1, 100),
                round("collector", Scenario.PIXEL, 1, 30),
                round("collector", Scenario.PIXEL, 2, 50),
                round("nginx", Scenario.PIXEL, 2, 90),
                round("nginx", Scenario.PIXEL, 3, 1000),
                round("collector", Scenario.PIXEL, 3, 40),
                round("nginx", Scenario.POST_TWENTY, 1, 7)));

    assertThat(figures)
        .extracting(LoadFigure::contestant)
        .containsExactly("nginx", "collector", "nginx");
    LoadFigure collector = figures.get(1);
    assertThat(collector.requestsPerSecond()).isEqualTo(40);
    assertThat(collector.ratioToNginx()).isEqualTo(0.4);
    assertThat(collector.cpuMicrosPerEvent()).containsExactly(Map.entry("collector", 4.0));
    assertThat(collector.valid()).isTrue();
    assertThat(figures.get(0).ratioToNginx()).isNull();
  }

  @Test
  void hasNoRatioWithoutNginx() {
    assertThat(LoadFigure.of(List.of(round("collector", Scenario.PIXEL, 1, 30))))
        .singleElement()
        .satisfies(figure -> assertThat(figure.ratioToNginx()).isNull());
  }

  @Test
  void isInvalidIfOneRoundHasAFault() {
    LoadRound good = round("collector", Scenario.PIXEL, 1, 30);
    LoadRound bad =
        new LoadRound(
            good.contestant(),
            good.scenario(),
            2,
            good.wrk(),
            30,
            30,
            good.cpuMicrosPerEvent(),
            List.of("answered 2 events, stored 1"));

    assertThat(LoadFigure.of(List.of(good, bad)))
        .singleElement()
        .satisfies(figure -> assertThat(figure.valid()).isFalse());
  }

  private static LoadRound round(String contestant, Scenario scenario, int round, double rate) {
    WrkReport wrk = new WrkReport(10, 10, 1, 2, 3, new WrkReport.Errors(0, 0, 0, 0, 0));
    return new LoadRound(
        contestant, scenario, round, wrk, rate, rate, Map.of(contestant, rate / 10), List.of());
  }
}
