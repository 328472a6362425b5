package dev.oceanus.local.rules;

import static dev.oceanus.local.rules.PastWarehouse.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What rules would have done with past events. */
class RehearsalTest {
  private static final int DAY = 86_400;
  private static final int HOUR = 3_600;
  private static final Clock LATER = Clock.fixed(START.plusSeconds(3L * DAY), ZoneOffset.UTC);

  private final PastWarehouse warehouse = new PastWarehouse();

  private List<String> run(String rules) throws IOException {
    return run(rules, "", LATER);
  }

  private List<String> run(String rules, String only, Clock clock) throws IOException {
    return new Rehearsal(
            warehouse.catalogue(), warehouse.rules(rules).book(), Duration.ofDays(1), clock)
        .run(new PastEvents(warehouse, PastEvents::inDuckDb, START, 100), only);
  }

  private void shop(long seconds, String id, Map<String, ?> values) {
    warehouse.with("shop", seconds, id, "x", values);
  }

  private void page(long seconds, String id, String visitor) {
    warehouse.with(
        "shop", seconds, id, "page_view", Map.of("visitor_id", visitor, "page_url", "/" + id));
  }

  @Test
  void throttlesInWindowsThatBeginWithTheFirstTime() throws IOException {
    shop(0, "e1", Map.of("user_id", "a"));
    shop(10, "e2", Map.of("user_id", "a"));
    shop(20, "e3", Map.of("user_id", "b"));
    shop(HOUR - 1, "e4", Map.of("user_id", "a"));
    shop(HOUR, "e5", Map.of("user_id", "a"));
    shop(HOUR + 9, "e6", Map.of("user_id", "a"));
    shop(HOUR + 19, "e7", Map.of("user_id", "b"));

    assertThat(
            run(
                """
                rules:
                  r:
                    sites: [shop]
                    when: "true"
                    throttle: {per: 1h, key: user_id}
                    actions: [{target: here, text: "{{event_id}}"}]
                """))
        .containsExactly(
            "r: 7 of 7 events match, 4 throttled, 0 undecided, 3 notices",
            "  2026-11-30T08:00:00Z -> here: e1",
            "  2026-11-30T08:00:20Z -> here: e3",
            "  2026-11-30T09:00:00Z -> here: e5",
            "Nothing was sent.");
  }

  @Test
  void saysWhereItHasNotReadAll() throws IOException {
    String rules =
        """
        rules:
          r:
            when: "true"
            actions: [{target: here, text: "{{event_id}}"}]
        """;
    warehouse.with("blog", 0, "b", "x", Map.of());
    for (int i = 0; i < 100; i++) {
      shop(i, "e" + i, Map.of());
    }
    assertThat(run(rules).getFirst()).startsWith("r: 101 of 101 events match");

    shop(100, "one more", Map.of());

    assertThat(run(rules))
        .startsWith(
            "Of site shop only the first 100 events were read, which came until"
                + " 2026-11-30T08:01:39Z; --limit takes more.")
        .anyMatch(line -> line.startsWith("r: 101 of 101 events match"));
  }

  @Test
  void countsThrottlesOverItsSitesInTheOrderOfTheEvents() throws IOException {
    warehouse.with("blog", 1, "b1", "x", Map.of());
    shop(0, "s0", Map.of());
    shop(2, "s2", Map.of());
    warehouse.with("blog", 3, "b3", "x", Map.of());

    assertThat(
            run(
                """
                rules:
                  r:
                    when: "true"
                    throttle: {most: 3, per: 1h}
                    actions: [{target: here, text: "{{event_id}}"}]
                """))
        .containsExactly(
            "r: 4 of 4 events match, 1 throttled, 0 undecided, 3 notices",
            "  2026-11-30T08:00:00Z -> here: s0",
            "  2026-11-30T08:00:01Z -> here: b1",
            "  2026-11-30T08:00:02Z -> here: s2",
            "Nothing was sent.");
  }

  @Test
  void anEventActsOnceInADay() throws IOException {
    for (int seconds : List.of(0, DAY - 1, DAY, DAY + 1)) {
      shop(seconds, "e1", Map.of());
    }

    assertThat(
            run(
                """
                rules:
                  r: {sites: [shop], when: "true", actions: [{target: here, text: x}]}
                """))
        .containsExactly(
            "r: 2 of 4 events match, 0 throttled, 0 undecided, 2 notices",
            "  2026-11-30T08:00:00Z -> here: x",
            "  2026-12-01T08:00:00Z -> here: x",
            "Nothing was sent.");
  }

  private static final String DIGESTS =
      """
      rules:
        r:
          sites: [shop]
          when: event_name == "x"
          digest: {every: 1h, samples: 1, least: 2}
          quiet: {from: "10:00", to: "11:30"}
          actions: [{target: here, text: "{{count}} since {{since}}: {{#samples}}{{event_id}}{{/samples}}"}]
      """;

  @Test
  void endsDigestsAtTheirTimesTheLastOneToo() throws IOException {
    shop(60, "e1", Map.of());
    shop(61, "e2", Map.of());
    shop(HOUR + 5, "few", Map.of());
    shop(2 * HOUR, "e4", Map.of());
    shop(2 * HOUR + 1, "e5", Map.of());
    shop(2 * HOUR + 1, "e5", Map.of());
    shop(2 * HOUR + 2, "e6", Map.of());

    assertThat(run(DIGESTS))
        .containsExactly(
            "r: 6 of 7 events match, 0 throttled, 0 undecided, 2 notices of 2 digests",
            "  2026-11-30T09:00:00Z -> here: 2 since 2026-11-30 08:01:00: e1",
            "  2026-11-30T11:30:00Z -> here: 3 since 2026-11-30 10:00:00: e4",
            "Nothing was sent.");
  }

  @Test
  void tellsOfADigestThatGoesOn() throws IOException {
    shop(60, "e1", Map.of());
    shop(61, "e2", Map.of());

    assertThat(run(DIGESTS, "", Clock.fixed(START.plusSeconds(HOUR - 1), ZoneOffset.UTC)))
        .containsExactly(
            "r: 2 of 2 events match, 0 throttled, 0 undecided, 0 notices of 0 digests, 2 events in"
                + " one that ends at 2026-11-30T09:00:00Z",
            "Nothing was sent.");
  }

  @Test
  void tellsWhenMessagesWouldComeThatWait() throws IOException {
    shop(0, "e1", Map.of());
    shop(30 * 60, "e2", Map.of());

    assertThat(
            run(
                """
                rules:
                  r:
                    sites: [shop]
                    when: "true"
                    delay: 10m
                    quiet: {from: "08:30", to: "09:15"}
                    actions:
                      - {target: here, text: "{{event_id}}"}
                      - {target: here, text: "later", delay: 2h}
                """))
        .containsExactly(
            "r: 2 of 2 events match, 0 throttled, 0 undecided, 4 notices",
            "  2026-11-30T08:10:00Z -> here: e1",
            "  2026-11-30T10:00:00Z -> here: later",
            "  2026-11-30T09:15:00Z -> here: e2",
            "  2026-11-30T10:30:00Z -> here: later",
            "Nothing was sent.");
  }

  @Test
  void showsTheFirstFewOfManyMessages() throws IOException {
    for (int i = 0; i < 50; i++) {
      shop(i, "e" + i, Map.of());
    }

    assertThat(
            run(
                """
                rules:
                  r:
                    sites: [shop]
                    when: "true"
                    actions: [{target: here, text: "{{event_id}}"}, {target: here, text: b}]
                """))
        .hasSize(8)
        .startsWith("r: 50 of 50 events match, 0 throttled, 0 undecided, 100 notices")
        .contains("  2026-11-30T08:00:02Z -> here: e2");
  }

  @Test
  void countsEventsThatItCannotDecide() throws IOException {
    shop(0, "e1", Map.of("properties", "{\"total\": \"a lot\"}"));
    shop(1, "e2", Map.of("properties", "{\"total\": 12}"));
    shop(2, "e3", Map.of("properties", "{\"total\": 2}"));

    assertThat(
            run(
                """
                rules:
                  r:
                    sites: [shop]
                    when: properties.total > 5
                    actions: [{target: here, text: "{{event_id}}"}]
                """))
        .containsExactly(
            "r: 1 of 3 events match, 0 throttled, 1 undecided, 1 notices",
            "  2026-11-30T08:00:01Z -> here: e2",
            "Nothing was sent.");
  }

  private static final String TWO =
      """
      rules:
        one: {sites: [shop, idle], when: "true", actions: [{target: here, text: a}]}
        two: {sites: [blog], when: "true", actions: [{target: here, text: b}]}
      """;

  @Test
  void asksForTheSitesOfTheRulesAndReportsInTheirOrder() throws IOException {
    warehouse.with("blog", 0, "b", "x", Map.of());
    shop(0, "s", Map.of());

    assertThat(run(TWO))
        .containsExactly(
            "one: 1 of 1 events match, 0 throttled, 0 undecided, 1 notices",
            "  2026-11-30T08:00:00Z -> here: a",
            "two: 1 of 1 events match, 0 throttled, 0 undecided, 1 notices",
            "  2026-11-30T08:00:00Z -> here: b",
            "Nothing was sent.");
    assertThat(warehouse.asked).hasSize(3);
  }

  @Test
  void holdsOneRuleAloneAgainstItsSites() throws IOException {
    warehouse.with("blog", 0, "b", "x", Map.of());
    shop(0, "s", Map.of());

    assertThat(run(TWO, "two", LATER))
        .containsExactly(
            "two: 1 of 1 events match, 0 throttled, 0 undecided, 1 notices",
            "  2026-11-30T08:00:00Z -> here: b",
            "Nothing was sent.");
    assertThat(warehouse.asked).singleElement().asString().contains("t.site = 'blog'");
  }

  @Test
  void tellsAVisitorsStoryOnceForEachPageAndNoLongerThanItIsKept() throws IOException {
    page(0, "p1", "v");
    page(1, "p2", "v");
    page(1, "p2", "v");
    page(2, "other", "w");
    shop(3, "e1", Map.of("visitor_id", "v"));
    page(DAY + 1, "p3", "v");
    shop(DAY + 2, "e2", Map.of("visitor_id", "v"));

    assertThat(
            run(
                """
                rules:
                  r:
                    sites: [shop]
                    when: event_name == "x"
                    actions: [{target: here, text: "{{#story}}{{page_url}} {{/story}}"}]
                """))
        .containsExactly(
            "r: 2 of 7 events match, 0 throttled, 0 undecided, 2 notices",
            "  2026-11-30T08:00:03Z -> here: /p1 /p2 ",
            "  2026-12-01T08:00:02Z -> here: /p3 ",
            "Nothing was sent.");
  }

  @Test
  void tellsTheHistoryAsFarAsItKnowsIt() throws IOException {
    page(0, "p1", "v");
    shop(3, "e1", Map.of("visitor_id", "v"));

    assertThat(
            run(
                """
                rules:
                  r:
                    sites: [shop]
                    when: event_name == "x"
                    actions:
                      - {target: here, history: true, text: "{{#history}}{{page_url}}{{/history}}"}
                """))
        .contains("  2026-11-30T08:00:03Z -> here: /p1");
  }
}
