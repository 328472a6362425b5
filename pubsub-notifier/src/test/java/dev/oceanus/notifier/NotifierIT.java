package dev.oceanus.notifier;

import static dev.oceanus.notifier.outbox.NoticesFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.fail.FailPointException;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Lifecycle;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.delivery.Target;
import dev.oceanus.notifier.flow.NotifierPorts;
import dev.oceanus.notifier.outbox.DeadNotices;
import dev.oceanus.notifier.outbox.Line;
import dev.oceanus.notifier.outbox.NoticeId;
import dev.oceanus.notifier.outbox.NoticesFixture;
import dev.oceanus.notifier.outbox.NoticesFixture.HandClock;
import dev.oceanus.notifier.outbox.NoticesFixture.TellingTarget;
import dev.oceanus.notifier.rules.Fixture;
import dev.oceanus.notifier.story.Page;
import dev.oceanus.testkit.redis.RedisServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** From live events to targets, over a real Redis. */
class NotifierIT {
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis = NoticesFixture.client(server);
  private static final NotifierConfig CONFIG =
      new NotifierConfig(
          Path.of("rules.yaml"),
          3,
          Duration.ofMillis(10),
          Duration.ofMillis(500),
          Duration.ofHours(1));

  private final NotifierPorts ports = NoticesFixture.ports(redis, 3);
  private final HandClock clock = new HandClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TellingTarget slack = new TellingTarget(Content.Kind.TEXT, 1);
  private final TellingTarget mail = new TellingTarget(Content.Kind.MAIL, 1);
  private final TellingTarget hook = new TellingTarget(Content.Kind.BODY, 1);
  private final TellingTarget sheet = new TellingTarget(Content.Kind.ROW, 10);
  private final List<Lifecycle> running = new ArrayList<>();

  @AfterEach
  void close() {
    running.forEach(Lifecycle::close);
  }

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  private Notifier notifier(String rules, FailPoints failPoints) {
    return new Notifier(
        CONFIG,
        new Notifier.Surroundings(
            Fixture.sites(),
            Fixture.rules(rules),
            List.of(
                line("slack", slack), line("mail", mail), line("hook", hook), line("sheet", sheet)),
            ports,
            (site, visitor, most) ->
                List.of(new Page(START, "page_view", "https://x/" + visitor, "<b>" + site)),
            registry,
            clock,
            System::nanoTime,
            failPoints,
            (what, cause) -> {}));
  }

  private static Line line(String name, Target target) {
    return new Line(name, target, Optional.empty(), 4);
  }

  private Notifier started(String rules) {
    Notifier notifier = notifier(rules, FailPoints.none());
    Lifecycle lifecycle = new Lifecycle(notifier.components());
    running.add(lifecycle);
    lifecycle.start();
    return notifier;
  }

  private boolean take(Notifier notifier, Event event) throws InterruptedException {
    return notifier.listener().take(Fixture.live(event), clock.instant());
  }

  private static void soon(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
  }

  private static List<Content> told(TellingTarget target) {
    return target.calls.stream().flatMap(List::stream).map(Notice::content).toList();
  }

  private double count(String name) {
    return registry.find("oceanus_notifier_" + name + "_total").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Test
  void tellsEachTargetInItsOwnForm() throws Exception {
    Notifier notifier =
        started(
            """
            zone: Asia/Tokyo
            rules:
              order:
                sites: [shop]
                when: event_name == "purchase" && properties.total >= 10000
                actions:
                  - {target: slack, text: "*{{properties.total}}* by {{user_id}}"}
                  - target: mail
                    subject: "Order of {{user_id}}"
                    text: "{{time}}"
                    html: "<p>{{user_id}}</p>"
                  - {target: hook, json: '{"by": "{{user_id}}", "id": "{{event_id}}"}'}
                  - {target: sheet, row: {By: "{{user_id}}", Total: "{{properties.total}}"}}
            """);
    Event order =
        Fixture.shop(
            "e1",
            "purchase",
            Map.of("user_id", "<!channel>\n\"x\"", "properties", "{\"total\": 12000.0}"));
    assertThat(take(notifier, order)).isTrue();
    assertThat(take(notifier, Fixture.shop("e2", "page_view", Map.of()))).isTrue();
    soon(() -> !slack.ids().isEmpty() && !mail.ids().isEmpty());
    soon(() -> !hook.ids().isEmpty() && !sheet.ids().isEmpty());

    assertThat(told(slack)).containsExactly(new Content.Text("*12000* by &lt;!channel&gt;\n\"x\""));
    assertThat(told(mail))
        .containsExactly(
            new Content.Mail(
                "Order of <!channel> \"x\"",
                "2026-11-30 17:15:02",
                "<p>&lt;!channel&gt;\n&quot;x&quot;</p>"));
    assertThat(told(hook))
        .containsExactly(
            new Content.Body("{\"by\": \"\\u003c!channel>\\n\\\"x\\\"\", \"id\": \"e1\"}"));
    assertThat(told(sheet))
        .containsExactly(
            new Content.Row(
                "2026-11", List.of("By", "Total"), List.of("<!channel>\n\"x\"", "12000")));
  }

  @Test
  void tellsOfAnEventOnceHoweverOftenItComes() throws Exception {
    String rules =
        """
        rules:
          a:
            sites: [shop]
            when: "true"
            actions: [{target: slack, text: "{{event_id}}"}]
        """;
    Notifier notifier = started(rules);
    Notifier replica = started(rules);
    Event event = Fixture.shop("e1", "x", Map.of());
    assertThat(take(notifier, event)).isTrue();
    assertThat(take(replica, event)).isTrue();
    assertThat(take(notifier, Fixture.shop("e2", "x", Map.of()))).isTrue();
    soon(() -> slack.ids().size() == 2);

    assertThat(told(slack)).containsExactly(new Content.Text("e1"), new Content.Text("e2"));
    assertThat(count("matched")).isEqualTo(3);
    assertThat(count("repeated")).isEqualTo(1);
    assertThat(count("enqueued")).isEqualTo(2);
  }

  @Test
  void takesAnEventAgainThatWasBrokenOff() throws Exception {
    String rules =
        """
        rules:
          a: {sites: [shop], when: "true", actions: [{target: slack, text: a}]}
          b: {sites: [shop], when: "true", actions: [{target: slack, text: b}]}
        """;
    for (String point : List.of("notifier-matched=throw@2", "notifier-enqueued=throw")) {
      Notifier dying = notifier(rules, FailPoints.parse(List.of(point)));
      Event event = Fixture.shop("e" + point, "x", Map.of());
      assertThatThrownBy(() -> take(dying, event)).isInstanceOf(FailPointException.class);
      assertThat(take(notifier(rules, FailPoints.none()), event)).isTrue();
      assertThat(ports.queue().depth("slack", clock.instant()).waiting()).isEqualTo(2);
      redis.flushAll();
    }
  }

  @Test
  void countsThrottlesTogetherOnAllReplicas() throws Exception {
    String rules =
        """
        rules:
          a:
            sites: [shop]
            when: "true"
            throttle: {most: 2, per: 1h, key: [visitor_id, properties.plan]}
            actions: [{target: sheet, row: {Id: "{{event_id}}"}}]
        """;
    Notifier one = notifier(rules, FailPoints.none());
    Notifier other = notifier(rules, FailPoints.none());
    for (int i = 0; i < 6; i++) {
      Notifier each = i % 2 == 0 ? one : other;
      Event event =
          Fixture.shop(
              "e" + i, "x", Map.of("visitor_id", "v", "properties", "{\"plan\": " + i / 4 + "}"));
      assertThat(take(each, event)).isTrue();
    }
    assertThat(count("throttled")).isEqualTo(2);
    assertThat(count("enqueued") + ports.dead().count()).isGreaterThanOrEqualTo(4);
    assertThat(redis.ttl("oc:{notify}:throttle:a:" + key("v", "0"))).isBetween(3_500L, 3_600L);
  }

  private static String key(String... values) {
    return NoticeId.hash(List.of(values));
  }

  @Test
  void gathersDigestsAndEndsThemOnce() throws Exception {
    String rules =
        """
        rules:
          errors:
            sites: [shop, blog]
            when: event_name == "error"
            digest: {every: 1h, samples: 2}
            actions:
              - target: slack
                text: "{{count}} since {{since}}{{#samples}}, {{page_url}}{{/samples}} +{{more}}"
          few:
            sites: [shop]
            when: event_name == "error"
            digest: {every: 1h, least: 10}
            actions: [{target: slack, text: few}]
        """;
    Notifier one = started(rules);
    Notifier other = started(rules);
    for (int i = 0; i < 4; i++) {
      Event event = Fixture.shop("e" + i, "error", Map.of("page_url", "https://x/" + i));
      assertThat(take(i % 2 == 0 ? one : other, event)).isTrue();
      assertThat(take(one, event)).isTrue();
    }
    assertThat(slack.calls).isEmpty();
    clock.pass(Duration.ofHours(1));
    soon(() -> !slack.ids().isEmpty());
    assertThat(take(one, Fixture.shop("e9", "error", Map.of()))).isTrue();
    clock.pass(Duration.ofHours(1));
    soon(() -> slack.ids().size() == 2);
    assertThat(told(slack))
        .containsExactly(
            new Content.Text("4 since 2026-11-30 08:15:00, https://x/0, https://x/1 +2"),
            new Content.Text("1 since 2026-11-30 09:15:00,  +"));
    assertThat(redis.keys("oc:{notify}:closed*")).isEmpty();
  }

  @Test
  void waitsForDelaysAndQuietHours() throws Exception {
    Notifier notifier =
        started(
            """
            zone: Asia/Tokyo
            rules:
              later:
                sites: [shop]
                when: "true"
                delay: 10m
                quiet: {from: "17:20", to: "18:00"}
                actions: [{target: slack, text: x}]
            """);
    assertThat(take(notifier, Fixture.shop("e1", "x", Map.of()))).isTrue();
    assertThat(redis.zrangeWithScores("oc:{notify}:queue:slack", 0, -1).getFirst().getScore())
        .isEqualTo((double) START.plus(Duration.ofMinutes(45)).toEpochMilli());
    clock.pass(Duration.ofMinutes(45));
    soon(() -> slack.ids().size() == 1);
  }

  @Test
  void tellsTheStoryAndTheHistoryOfAVisitor() throws Exception {
    Notifier notifier =
        started(
            """
            rules:
              sent:
                sites: [shop]
                when: event_name == "form"
                actions:
                  - target: slack
                    text: "{{#story}}{{page_title}}@{{page_url}};{{/story}}"
                  - target: mail
                    delay: 10m
                    history: true
                    subject: "{{visitor_id}}"
                    text: "{{#history}}{{event_name}}{{/history}}"
                    html: "{{#history}}<a>{{page_title}}</a>{{page_url}}{{/history}}"
            """);
    for (int i = 0; i < 25; i++) {
      Event page =
          Fixture.shop(
              "p" + i,
              "page_view",
              Map.of("visitor_id", "v1", "page_url", "https://x/" + i, "page_title", "T" + i));
      page.set("received_at", START.plusSeconds(i));
      assertThat(take(notifier, page)).isTrue();
      assertThat(take(notifier, page)).isTrue();
    }
    assertThat(take(notifier, Fixture.shop("p", "page_view", Map.of("visitor_id", "v2")))).isTrue();
    assertThat(take(notifier, Fixture.shop("f", "form", Map.of("visitor_id", "v1")))).isTrue();
    soon(() -> slack.ids().size() == 1);
    String story = ((Content.Text) told(slack).getFirst()).text();
    assertThat(story).startsWith("T5@https://x/5;").endsWith("T24@https://x/24;");
    assertThat(story.split(";")).hasSize(20);
    assertThat(mail.calls).isEmpty();

    clock.pass(Duration.ofMinutes(10));
    soon(() -> mail.ids().size() == 1);
    assertThat(told(mail))
        .containsExactly(new Content.Mail("v1", "page_view", "<a>&lt;b&gt;shop</a>https://x/v1"));
  }

  @Test
  void givesUpWhatIsTooMuch() throws Exception {
    Notifier notifier =
        notifier(
            """
            rules:
              a: {sites: [shop], when: "true", actions: [{target: slack, text: x}]}
            """,
            FailPoints.none());
    for (int i = 0; i < 5; i++) {
      assertThat(take(notifier, Fixture.shop("e" + i, "x", Map.of()))).isTrue();
    }
    assertThat(ports.queue().depth("slack", clock.instant()).waiting()).isEqualTo(3);
    assertThat(ports.dead().list(Optional.empty(), Optional.empty(), 10))
        .extracting(DeadNotices.Dead::reason)
        .containsOnly("too many notices wait for the target")
        .hasSize(2);
  }

  @Test
  void goesOnWhereAConditionCannotBeDecided() throws Exception {
    Notifier notifier =
        started(
            """
            rules:
              a:
                sites: [shop]
                when: properties.total > 1
                actions: [{target: slack, text: a}]
              b: {sites: [shop], when: "true", actions: [{target: slack, text: b}]}
            """);
    assertThat(take(notifier, Fixture.shop("e1", "x", Map.of()))).isTrue();
    soon(() -> slack.ids().size() == 1);
    assertThat(told(slack)).containsExactly(new Content.Text("b"));
    assertThat(count("undecided")).isEqualTo(1);
  }

  @Test
  void passesOverWhatItCannotRead() throws Exception {
    Notifier notifier = started("");
    assertThat(
            notifier
                .listener()
                .take(new LiveEvent("shop", "x", "1", new byte[] {'{'}), clock.instant()))
        .isTrue();
    assertThat(
            notifier
                .listener()
                .take(new LiveEvent("gone", "x", "1", new byte[] {'{'}), clock.instant()))
        .isTrue();
    assertThat(count("unreadable")).isEqualTo(2);
  }
}
