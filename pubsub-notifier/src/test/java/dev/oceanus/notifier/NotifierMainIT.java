package dev.oceanus.notifier;

import static dev.oceanus.notifier.NotifierProgram.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.flow.NotifierPorts;
import dev.oceanus.notifier.outbox.NoticesFixture;
import dev.oceanus.notifier.outbox.Outbox;
import dev.oceanus.notifier.outbox.Waiting;
import dev.oceanus.notifier.redis.RedisPorts;
import dev.oceanus.pubsub.PubSubBus;
import dev.oceanus.testkit.process.Life;
import dev.oceanus.testkit.pubsub.PubSubEmulator;
import dev.oceanus.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;

/** The notifier's process: its start, its end, and its deaths. */
@Tag("slow")
class NotifierMainIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String LEASE = RedisKeys.lease("notify:mail", Reader.NOTIFIER);
  private static final RedisServer server = RedisServer.start();
  private static final PubSubEmulator emulator = PubSubEmulator.start();
  private static int topics;

  @TempDir private Path folder;
  private NotifierProgram program;
  private UnifiedJedis redis;

  @BeforeEach
  void prepare() throws IOException {
    redis = NoticesFixture.client(server);
    redis.flushAll();
    program = new NotifierProgram(folder, server.url(), emulator.url(), topic());
  }

  private static String topic() {
    topics++;
    return "main-" + topics;
  }

  @AfterEach
  void end() throws IOException {
    program.close();
    redis.close();
  }

  @AfterAll
  static void stop() {
    server.close();
    emulator.close();
  }

  private void publish(String... ids) throws InterruptedException {
    PubSubBus bus = program.bus();
    try {
      assertThat(bus.publish(events(ids))).isEmpty();
    } finally {
      bus.close();
    }
  }

  private void awaitTold(String... ids) {
    await().atMost(LONG).until(() -> program.told().containsAll(Arrays.asList(ids)));
  }

  @Test
  void allFaultsOfSettingsAndRulesKeepItFromStartingAndAreToldTogether() throws IOException {
    program.rules(
        """
        targets:
          mail: {kind: pigeon}
        rules:
          tell:
            when: event_nam == "tell"
            actions: [{target: nobody, text: x}]
        """);

    Life life =
        program.start(
            "OCEANUS_NOTICES_WAITING", "0",
            "OCEANUS_PUBSUB_PROJECT", "X",
            "OCEANUS_REDIS_URL", "http://127.0.0.1",
            "OCEANUS_NOTICE_POL", "1s",
            "OCEANUS_FAIL_POINTS", "notifier-nothing=halt");

    assertThat(life.awaitEnd(LONG)).isEqualTo(78);
    String log = String.join("\n", life.log());
    for (String fault :
        List.of(
            "OCEANUS_NOTICES_WAITING: must be",
            "OCEANUS_PUBSUB_PROJECT: must match",
            "OCEANUS_REDIS_URL: must be",
            "OCEANUS_NOTICE_POL: is not a setting",
            "OCEANUS_FAIL_POINTS: must be",
            "rules.yaml:2:",
            "rules.yaml:5:",
            "rules.yaml:6:")) {
      assertThat(log).contains(fault);
      assertThat(program.end()).contains(fault);
    }
    assertThat(log).doesNotContain("started in");
  }

  @Test
  void startsWhileRedisAndPubSubAreAwayAndWorksWhenTheyCome() throws InterruptedException {
    server.stop();
    emulator.kill();
    Life life;
    try {
      life = program.started();
    } finally {
      server.restart();
      emulator.restart();
    }

    PubSubBus bus = program.bus();
    // What is published before the emptied emulator has its subscription again reaches nobody.
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> bus.publish(events("e1")).isEmpty() && program.told().contains("e1"));
    bus.close();
    assertThat(program.told()).containsExactly("e1");
    assertThat(life.isAlive()).isTrue();
  }

  @Test
  void endsInOrderWhenItIsToldToAndGivesItsLeasesBack() throws InterruptedException {
    Life life = program.started("OCEANUS_NOTIFIER_LEASE_TTL", "10m");
    publish("e1");
    awaitTold("e1");
    assertThat(redis.exists(LEASE)).isTrue();

    life.terminate();

    assertThat(life.awaitEnd(LONG)).isZero();
    assertThat(redis.exists(LEASE)).isFalse();
    program.topic(topic());
    publish("e2");
    Life next = program.started();
    awaitTold("e2");
    next.terminate();
    assertThat(next.awaitEnd(LONG)).isZero();
    assertThat(program.told()).containsExactly("e1", "e2");
  }

  @Test
  void killedBetweenADeliveryAndNotingItItRepeatsThatNoticeAlone() throws InterruptedException {
    Life life = program.started("OCEANUS_FAIL_POINTS", "notifier-delivered=hang@2");
    publish("e1");
    awaitTold("e1");
    publish("e2");
    awaitTold("e2");
    assertThat(life.awaitLog("fail point notifier-delivered does HANG", LONG)).isTrue();

    life.kill();
    program.topic(topic());
    Life next = program.started();
    publish("e3");
    awaitTold("e3");
    await().atMost(LONG).until(() -> program.told().size() == 4);

    assertThat(program.told()).containsExactlyInAnyOrder("e1", "e2", "e2", "e3");
    next.terminate();
    assertThat(next.awaitEnd(LONG)).isZero();
    assertThat(redis.zcard(RedisKeys.noticeQueue("mail"))).isZero();
  }

  /**
   * What a dead process has not acknowledged comes again after a minute. So that nobody waits, each
   * life gets all events so far by a topic of its own, as a relay that died publishes them again.
   */
  @Test
  void haltedAtEachPlaceItTellsEverythingAndLittleTwice() throws InterruptedException {
    List<FailPoint> points =
        Arrays.stream(FailPoint.values())
            .filter(point -> point.name().startsWith("NOTIFIER_"))
            .toList();
    List<String> wanted = new ArrayList<>();
    for (FailPoint point : points) {
      program.topic(topic());
      seed(point);
      wanted.addAll(List.of(point.key() + "-1", point.key() + "-2"));
      publish(wanted.toArray(String[]::new));
      Life life = program.start("OCEANUS_FAIL_POINTS", point.key() + "=halt");

      assertThat(life.awaitEnd(LONG)).as(point.key()).isEqualTo(FailPoints.HALT_CODE);
    }
    program.topic(topic());
    publish(wanted.toArray(String[]::new));
    Life last = program.started();
    awaitTold(wanted.toArray(String[]::new));
    await()
        .atMost(LONG)
        .until(
            () ->
                !redis.exists(RedisKeys.digests())
                    && !redis.exists(RedisKeys.closedDigests())
                    && redis.zcard(RedisKeys.noticeQueue("mail")) == 0);

    last.terminate();
    assertThat(last.awaitEnd(LONG)).isZero();
    List<String> told = program.told();
    List<String> digests = new ArrayList<>(told);
    digests.removeIf(wanted::contains);
    assertThat(told).containsAll(wanted);
    assertThat(digests).isNotEmpty().allMatch(each -> each.matches("digest of \\d+"));
    assertThat(digests.stream().mapToInt(NotifierMainIT::count).sum())
        .isGreaterThanOrEqualTo(points.size());
    assertThat(told).hasSizeLessThanOrEqualTo(wanted.size() + points.size() + points.size());
    assertThat(redis.zrange(RedisKeys.deadNotices(), 0, -1))
        .containsExactlyInAnyOrderElementsOf(points.stream().map(FailPoint::key).toList());
  }

  private static int count(String digest) {
    return Integer.parseInt(digest.substring("digest of ".length()));
  }

  /** A digest whose time has come, and a notice that its target does not take. */
  private void seed(FailPoint point) {
    NotifierPorts ports = ports();
    Instant now = Instant.now();
    Outbox.Outcome outcome =
        ports
            .outbox()
            .take(
                new Outbox.Match(
                    "gather",
                    point.key(),
                    Optional.empty(),
                    List.of(),
                    Optional.of(new Outbox.Gathering(now, "blog\nid\n{}", 1))),
                now);
    assertThat(outcome).isEqualTo(Outbox.Outcome.GATHERED);
    NoticesFixture.enqueue(
        ports.outbox(),
        List.of(
            new Outbox.Due(
                new Waiting(
                    point.key(),
                    "tell",
                    "mail",
                    now,
                    new Waiting.Ready(new Content.Text("no mail"))),
                now)),
        now);
  }

  private NotifierPorts ports() {
    return RedisPorts.of(redis, 1_000, Duration.ofHours(1));
  }
}
