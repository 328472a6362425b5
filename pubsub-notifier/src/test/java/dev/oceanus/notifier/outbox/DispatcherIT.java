package dev.oceanus.notifier.outbox;

import static dev.oceanus.notifier.outbox.NoticesFixture.START;
import static dev.oceanus.notifier.outbox.NoticesFixture.dispatcher;
import static dev.oceanus.notifier.outbox.NoticesFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.fail.FailPointException;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.delivery.Delivery;
import dev.oceanus.notifier.flow.NotifierPorts;
import dev.oceanus.notifier.outbox.NoticesFixture.HandClock;
import dev.oceanus.notifier.outbox.NoticesFixture.TellingTarget;
import dev.oceanus.testkit.redis.RedisServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** Deliveries from a real Redis to targets that do as they are told (N06). */
class DispatcherIT {
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis = NoticesFixture.client(server);

  private final NotifierPorts ports = NoticesFixture.ports(redis, 100);
  private final HandClock clock = new HandClock();
  private final TellingTarget slack = new TellingTarget(Content.Kind.TEXT, 1);

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  private void enqueue(Waiting... notices) {
    NoticesFixture.enqueue(
        ports.outbox(),
        Arrays.stream(notices).map(each -> new Outbox.Due(each, clock.instant())).toList(),
        clock.instant());
  }

  /** Makes steps, and lets the time between them pass. */
  private void run(Dispatcher dispatcher, Duration time) throws InterruptedException {
    long end = clock.millis() + time.toMillis();
    while (clock.millis() < end) {
      Duration rest = dispatcher.step();
      clock.pass(rest.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : rest);
    }
  }

  private List<DeadNotices.Dead> dead() {
    return ports.dead().list(Optional.empty(), Optional.empty(), 100);
  }

  @Test
  void deliversEachNoticeOnceInTheOrderOfTheirTimes() throws InterruptedException {
    enqueue(text("1", "slack", "one"));
    clock.pass(Duration.ofMillis(5));
    enqueue(text("2", "slack", "two"), text("1", "slack", "again"));
    run(dispatcher(ports, clock, "a", "slack", slack), Duration.ofSeconds(2));

    assertThat(slack.ids()).containsExactly(List.of("1"), List.of("2"));
    assertThat(slack.calls.getFirst().getFirst().content()).isEqualTo(new Content.Text("one"));
    assertThat(slack.calls.getFirst().getFirst().at()).isEqualTo(START);
    assertThat(ports.queue().depth("slack", clock.instant()).waiting()).isZero();
  }

  @Test
  void waitsForTheTimeOfANotice() throws InterruptedException {
    NoticesFixture.enqueue(
        ports.outbox(),
        List.of(new Outbox.Due(text("1", "slack", "x"), START.plusSeconds(60))),
        START);
    Dispatcher dispatcher = dispatcher(ports, clock, "a", "slack", slack);
    run(dispatcher, Duration.ofSeconds(59));
    assertThat(slack.calls).isEmpty();
    run(dispatcher, Duration.ofSeconds(2));
    assertThat(slack.calls).hasSize(1);
  }

  @Test
  void triesAgainWithBackOffAndThenGivesUp() throws InterruptedException {
    slack.always(notices -> new Delivery.Later("503", null));
    enqueue(text("1", "slack", "x"));
    run(dispatcher(ports, clock, "a", "slack", slack), Duration.ofMinutes(2));

    assertThat(slack.calls).hasSize(4);
    assertThat(dead())
        .singleElement()
        .satisfies(
            dead -> {
              assertThat(dead.tries()).isEqualTo(4);
              assertThat(dead.reason()).isEqualTo("tried 4 times: 503");
              assertThat(dead.notice()).isEqualTo(text("1", "slack", "x"));
            });
  }

  @Test
  void giveUpAtOnceWhatIsRefused() throws InterruptedException {
    slack.next(new Delivery.Refused("no such channel"));
    enqueue(text("1", "slack", "x"), text("2", "slack", "y"));
    run(dispatcher(ports, clock, "a", "slack", slack), Duration.ofSeconds(2));

    assertThat(slack.calls).hasSize(2);
    assertThat(dead()).extracting(DeadNotices.Dead::reason).containsExactly("no such channel");
  }

  @Test
  void leavesATargetAloneForAsLongAsItAsks() throws InterruptedException {
    slack.next(new Delivery.Later("429", Duration.ofSeconds(8)));
    enqueue(text("1", "slack", "x"), text("2", "slack", "y"));
    Dispatcher dispatcher = dispatcher(ports, clock, "a", "slack", slack);
    run(dispatcher, Duration.ofMillis(7_500));
    assertThat(slack.calls).hasSize(1);
    run(dispatcher, Duration.ofSeconds(4));
    assertThat(slack.ids()).contains(List.of("1"), List.of("2")).hasSize(3);
  }

  @Test
  void letsOthersPassAPoisonNotice() throws InterruptedException {
    slack.always(
        notices ->
            notices.getFirst().id().equals("poison")
                ? new Delivery.Later("it hangs", null)
                : new Delivery.Delivered());
    enqueue(text("poison", "slack", "x"));
    clock.pass(Duration.ofMillis(5));
    enqueue(text("1", "slack", "y"), text("2", "slack", "z"));
    run(dispatcher(ports, clock, "a", "slack", slack), Duration.ofSeconds(5));

    assertThat(slack.ids()).contains(List.of("1"), List.of("2"));
    assertThat(slack.ids().indexOf(List.of("2"))).isLessThanOrEqualTo(4);
  }

  @Test
  void findsTheOneAtFaultAmongMany() throws InterruptedException {
    TellingTarget sheet =
        new TellingTarget(Content.Kind.TEXT, 10)
            .always(
                notices ->
                    notices.stream().anyMatch(each -> each.id().equals("3"))
                        ? new Delivery.Refused("too wide")
                        : new Delivery.Delivered());
    for (int i = 1; i <= 5; i++) {
      enqueue(text(Integer.toString(i), "sheet", "x"));
    }
    run(dispatcher(ports, clock, "a", "sheet", sheet), Duration.ofSeconds(5));

    assertThat(sheet.ids().getFirst()).containsExactly("1", "2", "3", "4", "5");
    assertThat(dead()).extracting(each -> each.notice().id()).containsExactly("3");
    assertThat(ports.queue().depth("sheet", clock.instant()).waiting()).isZero();
  }

  @Test
  void keepsManyTogetherAfterATargetThatWasBusy() throws InterruptedException {
    TellingTarget sheet =
        new TellingTarget(Content.Kind.TEXT, 10)
            .next(new Delivery.Later("60 writes a minute are used up", Duration.ofSeconds(8)));
    enqueue(text("1", "sheet", "x"), text("2", "sheet", "x"), text("3", "sheet", "x"));
    run(dispatcher(ports, clock, "a", "sheet", sheet), Duration.ofSeconds(12));

    assertThat(sheet.ids()).hasSize(2).allSatisfy(ids -> assertThat(ids).hasSize(3));
  }

  @Test
  void givesNobodyUpForThePoisonBesideIt() throws InterruptedException {
    TellingTarget sheet =
        new TellingTarget(Content.Kind.TEXT, 10)
            .always(
                notices ->
                    notices.stream().anyMatch(each -> each.id().equals("poison"))
                        ? new Delivery.Later("answered 500", Duration.ofSeconds(10))
                        : new Delivery.Delivered());
    enqueue(text("1", "sheet", "x"), text("poison", "sheet", "x"), text("3", "sheet", "x"));
    run(dispatcher(ports, clock, "a", "sheet", sheet), Duration.ofMinutes(2));

    assertThat(sheet.ids().subList(0, 3)).allSatisfy(ids -> assertThat(ids).hasSize(3));
    assertThat(dead()).extracting(each -> each.notice().id()).containsExactly("poison");
    assertThat(ports.queue().depth("sheet", clock.instant()).waiting()).isZero();
  }

  @Test
  void makesTheOnlyTryTogether() throws InterruptedException {
    TellingTarget sheet =
        new TellingTarget(Content.Kind.TEXT, 10).next(new Delivery.Later("answered 500", null));
    enqueue(text("1", "sheet", "x"), text("2", "sheet", "x"));
    run(
        dispatcher(ports, clock, "a", new Line("sheet", sheet, Optional.empty(), 1)),
        Duration.ofSeconds(5));

    assertThat(sheet.ids()).hasSize(1);
    assertThat(dead()).hasSize(2);
  }

  @Test
  void deliversToOthersWhileOneTargetIsAway() throws InterruptedException {
    slack.always(notices -> new Delivery.Later("timeout", null));
    TellingTarget mail = new TellingTarget(Content.Kind.TEXT, 1);
    enqueue(text("1", "slack", "x"), text("2", "mail", "y"));
    Dispatcher toSlack = dispatcher(ports, clock, "a", "slack", slack);
    Dispatcher toMail = dispatcher(ports, clock, "a", "mail", mail);
    for (int i = 0; i < 5; i++) {
      Duration unused = toSlack.step();
      unused = toMail.step();
    }
    assertThat(mail.calls).hasSize(1);
  }

  @Test
  void keepsToTheRateOfATarget() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      enqueue(text("n" + i, "slack", "x"));
    }
    Line line =
        new Line("slack", slack, Optional.of(NoticesFixture.onceIn(Duration.ofSeconds(1))), 4);
    run(dispatcher(ports, clock, "a", line), Duration.ofMillis(4_500));
    assertThat(slack.calls).hasSizeBetween(4, 5);
  }

  @Test
  void buriesWhatAnotherKindOfTargetWasMeantFor() throws InterruptedException {
    enqueue(text("1", "mail", "x"));
    TellingTarget mail = new TellingTarget(Content.Kind.MAIL, 1);
    run(dispatcher(ports, clock, "a", "mail", mail), Duration.ofSeconds(1));
    assertThat(mail.calls).isEmpty();
    assertThat(dead())
        .extracting(DeadNotices.Dead::reason)
        .containsExactly("it is TEXT, and the target takes MAIL");
  }

  @Test
  void sendsOnceMoreWhatWasUnderWayWhenTheProcessDied() throws InterruptedException {
    enqueue(text("1", "slack", "x"));
    Line line = new Line("slack", slack, Optional.empty(), 4);
    Dispatcher first =
        dispatcher(
            ports,
            clock,
            "a",
            line,
            FailPoints.parse(List.of("notifier-delivered=throw")),
            new SimpleMeterRegistry());
    assertThatThrownBy(() -> run(first, Duration.ofSeconds(1)))
        .isInstanceOf(FailPointException.class);
    first.release();
    run(dispatcher(ports, clock, "b", line), Duration.ofSeconds(1));
    assertThat(slack.ids()).containsExactly(List.of("1"), List.of("1"));
    assertThat(ports.queue().depth("slack", clock.instant()).waiting()).isZero();
  }

  @Test
  void stopsANoticeThatKillsItsProcessEachTime() throws InterruptedException {
    enqueue(text("1", "slack", "x"));
    Line line = new Line("slack", slack, Optional.empty(), 4);
    for (int i = 0; i < 4; i++) {
      Dispatcher dying =
          dispatcher(
              ports,
              clock,
              "a" + i,
              line,
              FailPoints.parse(List.of("notifier-before-delivery=throw")),
              new SimpleMeterRegistry());
      assertThatThrownBy(() -> run(dying, Duration.ofSeconds(1)))
          .isInstanceOf(FailPointException.class);
      dying.release();
    }
    run(dispatcher(ports, clock, "z", line), Duration.ofSeconds(1));
    assertThat(slack.calls).isEmpty();
    assertThat(dead())
        .extracting(DeadNotices.Dead::reason)
        .containsExactly("its delivery was begun 4 times");
  }

  @Test
  void buriesNobodyBesideTheNoticeThatKillsItsProcess() throws InterruptedException {
    TellingTarget sheet =
        new TellingTarget(Content.Kind.TEXT, 10)
            .always(
                notices -> {
                  if (notices.stream().anyMatch(each -> each.id().equals("poison"))) {
                    throw new IllegalStateException("the process dies");
                  }
                  return new Delivery.Delivered();
                });
    enqueue(text("1", "sheet", "x"), text("poison", "sheet", "x"), text("3", "sheet", "x"));
    for (int i = 0; i < 4; i++) {
      Dispatcher dying = dispatcher(ports, clock, "a" + i, "sheet", sheet);
      assertThatThrownBy(() -> run(dying, Duration.ofSeconds(1)))
          .isInstanceOf(IllegalStateException.class);
      dying.release();
    }
    run(dispatcher(ports, clock, "z", "sheet", sheet), Duration.ofSeconds(1));

    assertThat(dead()).extracting(each -> each.notice().id()).containsExactly("poison");
    assertThat(ports.queue().depth("sheet", clock.instant()).waiting()).isZero();
  }

  @Test
  void writesNothingAfterItsLeaseHasPassedOn() throws InterruptedException {
    Dispatcher first = dispatcher(ports, clock, "a", "slack", slack);
    Duration unused = first.step(); // has the lease now
    redis.del("oc:{notify:slack}:lease:notifier");
    Dispatcher second = dispatcher(ports, clock, "b", "slack", slack);
    unused = second.step();
    enqueue(text("1", "slack", "x"), text("2", "slack", "y"));
    unused = second.step(); // notes its fence
    assertThat(slack.calls).hasSize(1);

    unused = first.step();
    assertThat(slack.calls).hasSize(1);
    run(second, Duration.ofSeconds(1));
    assertThat(slack.ids()).containsExactly(List.of("1"), List.of("2"));
  }

  @Test
  void revivesDeadNotices() throws InterruptedException {
    slack.next(new Delivery.Refused("no"));
    enqueue(text("1", "slack", "x"));
    Dispatcher dispatcher = dispatcher(ports, clock, "a", "slack", slack);
    run(dispatcher, Duration.ofSeconds(1));
    assertThat(ports.dead().count()).isEqualTo(1);

    assertThat(ports.dead().revive("1", clock.instant())).isTrue();
    assertThat(ports.dead().revive("1", clock.instant())).isFalse();
    run(dispatcher, Duration.ofSeconds(1));
    assertThat(slack.ids()).containsExactly(List.of("1"), List.of("1"));
    assertThat(ports.dead().count()).isZero();
  }

  @Test
  void countsWhatItDoes() throws InterruptedException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    slack.next(new Delivery.Refused("no")).next(new Delivery.Later("503", null));
    enqueue(text("1", "slack", "x"), text("2", "slack", "y"));
    Dispatcher dispatcher =
        dispatcher(
            ports,
            clock,
            "a",
            new Line("slack", slack, Optional.empty(), 4),
            FailPoints.none(),
            registry);
    run(dispatcher, Duration.ofSeconds(5));
    assertThat(registry.get("oceanus_notifier_refused_total").counter().count()).isEqualTo(1);
    assertThat(registry.get("oceanus_notifier_later_total").counter().count()).isEqualTo(1);
    assertThat(registry.get("oceanus_notifier_delivered_total").counter().count()).isEqualTo(1);
    assertThat(registry.get("oceanus_notifier_dead_total").counter().count()).isEqualTo(1);
    assertThat(registry.get("oceanus_notifier_waiting").gauge().value()).isZero();
  }
}
