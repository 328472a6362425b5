package dev.oceanus.notifier.outbox;

import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.site.Rate;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.delivery.Delivery;
import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.delivery.Target;
import dev.oceanus.notifier.flow.NotifierPorts;
import dev.oceanus.notifier.redis.RedisPorts;
import dev.oceanus.testkit.redis.RedisServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import redis.clients.jedis.UnifiedJedis;

/** A clock, a target that does as it is told, and dispatchers over a real Redis. */
public final class NoticesFixture {
  /** When tests begin. */
  public static final Instant START = Instant.parse("2026-11-30T08:15:00Z");

  private static final AtomicLong events = new AtomicLong();

  private NoticesFixture() {}

  /** A client of a test's Redis. */
  public static UnifiedJedis client(RedisServer server) {
    return RedisClients.standalone(URI.create(server.url()), null, Duration.ofSeconds(2));
  }

  /** All that the notifier keeps, in a Redis that is emptied first. */
  public static NotifierPorts ports(UnifiedJedis redis, int mostWaiting) {
    redis.flushAll();
    return RedisPorts.of(redis, mostWaiting, Duration.ofHours(1));
  }

  /** A notice of a text. */
  public static Waiting text(String id, String target, String text) {
    return new Waiting(id, "rule", target, START, new Waiting.Ready(new Content.Text(text)));
  }

  /** Keeps notices that follow from an event which nobody has seen before. */
  public static void enqueue(Outbox outbox, List<Outbox.Due> notices, Instant now) {
    String event = "fixture-" + events.incrementAndGet();
    Outbox.Outcome unused =
        outbox.take(
            new Outbox.Match("rule", event, Optional.empty(), notices, Optional.empty()), now);
  }

  /** A clock that tests move. */
  public static final class HandClock extends Clock {
    private final AtomicLong millis = new AtomicLong(START.toEpochMilli());

    /** Moves it on. */
    public void pass(Duration time) {
      millis.addAndGet(time.toMillis());
    }

    /** The same time as nanoseconds. */
    public long nanos() {
      return Duration.ofMillis(millis.get()).toNanos();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** Answers as it is told, and remembers what it was given. */
  public static final class TellingTarget implements Target {
    private final Content.Kind kind;
    private final int most;
    private final Deque<Delivery> answers = new ArrayDeque<>();
    private Function<List<Notice>, Delivery> usual = notices -> new Delivery.Delivered();

    /** What it was given, call by call. */
    public final List<List<Notice>> calls = new ArrayList<>();

    public TellingTarget(Content.Kind kind, int most) {
      this.kind = kind;
      this.most = most;
    }

    /** Answers the next call like this. */
    public TellingTarget next(Delivery answer) {
      answers.add(answer);
      return this;
    }

    /** Answers all calls like this, but for those told of. */
    public TellingTarget always(Function<List<Notice>, Delivery> answer) {
      usual = answer;
      return this;
    }

    @Override
    public Content.Kind kind() {
      return kind;
    }

    @Override
    public int most() {
      return most;
    }

    @Override
    public synchronized Delivery deliver(List<Notice> notices) {
      calls.add(List.copyOf(notices));
      return answers.isEmpty() ? usual.apply(notices) : answers.poll();
    }

    /** The ids of each call. */
    public synchronized List<List<String>> ids() {
      return calls.stream().map(call -> call.stream().map(Notice::id).toList()).toList();
    }
  }

  /** A dispatcher of this target, which gives up after 4 tries. */
  public static Dispatcher dispatcher(
      NotifierPorts ports, HandClock clock, String owner, String name, Target target) {
    return dispatcher(ports, clock, owner, new Line(name, target, Optional.empty(), 4));
  }

  /** A dispatcher of this line. */
  public static Dispatcher dispatcher(
      NotifierPorts ports, HandClock clock, String owner, Line line) {
    return dispatcher(ports, clock, owner, line, FailPoints.none(), new SimpleMeterRegistry());
  }

  /** A dispatcher of this line, which breaks as a test wants. */
  public static Dispatcher dispatcher(
      NotifierPorts ports,
      HandClock clock,
      String owner,
      Line line,
      FailPoints failPoints,
      MeterRegistry registry) {
    return new Dispatcher(
        line,
        new Dispatcher.Kit(
            new DispatchTerms(
                owner,
                Duration.ofMinutes(5),
                Duration.ofMillis(200),
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10))),
            ports.leases(),
            ports.queue(),
            (notice, body) -> new Content.Text(body.json()),
            registry,
            clock,
            clock::nanos,
            new Random(7),
            failPoints));
  }

  /** A rate of one call in this time. */
  public static Rate onceIn(Duration time) {
    return new Rate(1, time, Duration.ZERO);
  }
}
