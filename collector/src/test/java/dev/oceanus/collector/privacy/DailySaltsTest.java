package dev.oceanus.collector.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.CapturedLog;
import dev.oceanus.collector.SetClock;
import dev.oceanus.collector.SharedSalts;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DailySaltsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-25");
  private static final LocalDate TOMORROW = TODAY.plusDays(1);

  private final SetClock clock = new SetClock("2026-11-25T10:00:00Z");
  private final SharedSalts shared = new SharedSalts();
  private final DailySalts salts = shared.salts(clock);

  @Test
  void hasTheSaltsOfTodayAndTomorrow() {
    salts.refresh();
    assertThat(salts.of(TODAY)).hasSize(32).isEqualTo(shared.all().get(TODAY));
    assertThat(salts.of(TOMORROW)).hasSize(32).isNotEqualTo(salts.of(TODAY));
    assertThat(salts.of(TODAY.minusDays(1))).isNull();
    assertThat(salts.of(TOMORROW.plusDays(1))).isNull();
  }

  @Test
  void agreesWithWhoeverCameFirst() {
    DailySalts other = shared.salts(clock);
    other.refresh();
    salts.refresh();
    assertThat(salts.of(TODAY)).isEqualTo(other.of(TODAY));
    assertThat(salts.of(TOMORROW)).isEqualTo(other.of(TOMORROW));
  }

  @Test
  void needsNobodyAtMidnight() {
    salts.refresh();
    byte[] tomorrow = salts.of(TOMORROW);
    shared.away(true);
    clock.set("2026-11-26T00:00:00Z");
    assertThat(salts.of(DailySalts.day(clock.instant()))).isEqualTo(tomorrow);
    salts.refresh();
    assertThat(salts.of(TOMORROW)).isEqualTo(tomorrow);
    assertThat(salts.of(TOMORROW.plusDays(1))).as("the one after it").isNull();
  }

  @Test
  void forgetsADayAMinuteAfterItsEnd() {
    salts.refresh();
    clock.set("2026-11-26T00:00:59Z");
    salts.refresh();
    assertThat(salts.of(TODAY)).as("for events that came at the last moment").isNotNull();
    clock.set("2026-11-26T00:01:00Z");
    salts.refresh();
    assertThat(salts.of(TODAY)).isNull();
  }

  @Test
  void makesNoneUpWhereItCannotAgree() {
    shared.away(true);
    try (CapturedLog log = new CapturedLog()) {
      salts.refresh();
      salts.refresh();
      assertThat(salts.of(TODAY)).isNull();
      shared.away(false);
      salts.refresh();
      salts.refresh();
      assertThat(salts.of(TODAY)).isNotNull();
      assertThat(log.lines().stream().filter(line -> line.contains("salt of the day")))
          .hasSize(2)
          .first()
          .asString()
          .startsWith("WARN");
    }
  }

  @Test
  void givesItBackToAnExchangeThatLostIt() {
    salts.refresh();
    byte[] today = salts.of(TODAY);
    shared.forget();
    salts.refresh();
    assertThat(shared.all().get(TODAY)).isEqualTo(today);
    assertThat(salts.of(TODAY)).isEqualTo(today);
  }

  @Test
  void asksForASaltToBeKeptUntilItsDayIsOver() {
    SaltExchange kept =
        (day, proposal, life) -> {
          Duration expected =
              day.equals(TODAY) ? Duration.ofHours(14) : Duration.ofHours(14).plusDays(1);
          assertThat(life).isEqualTo(expected.plus(DailySalts.GRACE));
          return proposal;
        };
    new DailySalts(kept, clock, System::nanoTime, (what, cause) -> {}).refresh();
  }

  @Test
  void hasNoneOnceItIsClosed() {
    salts.start();
    assertThat(salts.check().ready()).isTrue();
    salts.close();
    assertThat(salts.of(TODAY)).isNull();
  }
}
