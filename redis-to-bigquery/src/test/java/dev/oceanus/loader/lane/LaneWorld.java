package dev.oceanus.loader.lane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.event.EventCodec.Decoded.Readable;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.schema.Source;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.loader.batch.BatchLimits;
import dev.oceanus.loader.memory.Disturbance;
import dev.oceanus.loader.memory.MemoryData;
import dev.oceanus.loader.memory.MemoryRedis;
import dev.oceanus.loader.memory.MemoryWarehouse;
import dev.oceanus.loader.memory.MemoryWarehouse.Stored;
import dev.oceanus.loader.memory.TestClock;
import dev.oceanus.loader.warehouse.Committed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis, a warehouse and a clock in memory, the events that were acknowledged, and the workers of
 * any number of processes. {@link #check} holds at any time, {@link #drained} at the end.
 */
final class LaneWorld {
  static final Duration TTL = Duration.ofSeconds(15);

  static final Schema SCHEMA =
      new Schema(
          "test",
          List.of(
              Field.string("id", 20, Source.wire("id"), "Id.").asRequired(),
              Field.of("n", FieldType.INT64, Source.wire("n"), "Number.")));

  private static final EventCodec CODEC = new EventCodec(SCHEMA);
  private static final EventCodec LETTERS = new EventCodec(Schemas.DEAD_LETTERS);
  private static final int MOST_STEPS = 2_000;

  final TestClock clock = new TestClock();
  final MemoryRedis redis = new MemoryRedis(clock);
  final MemoryWarehouse warehouse = new MemoryWarehouse();
  private final List<MeterRegistry> metrics = new ArrayList<>();
  final Lane lane;
  private final BatchLimits limits;
  private final Set<String> acknowledged = new LinkedHashSet<>();
  private final Set<String> lost = new LinkedHashSet<>();
  private final Set<String> repeatable = new LinkedHashSet<>();
  private final Random random = new Random(7);
  private Instant floor = Instant.EPOCH;
  private long sequence;

  LaneWorld(int shards) {
    this(shards, new BatchLimits(Duration.ZERO, 4, 1_000));
  }

  LaneWorld(int shards, BatchLimits limits) {
    this.lane = new Lane("events", shards);
    this.limits = limits;
    warehouse.refuse(row -> row.event().schema().equals(SCHEMA) && isRefused(row.event().get("n")));
  }

  private static boolean isRefused(@Nullable Object number) {
    return number instanceof Long value && value < 0;
  }

  /** An event as a page sends it, sound or not. */
  enum Kind {
    GOOD("{'id':'%s','n':1}"),
    WITHOUT_NUMBER("{'id':'%s'}"),
    NO_JSON("%s is no JSON"),
    UNKNOWN_FIELD("{'id':'%s','foreign':1}"),
    TOO_LONG("{'id':'%s-012345678901234567890123'}"),
    REFUSED("{'id':'%s','n':-1}");

    private final String shape;

    Kind(String shape) {
      this.shape = shape;
    }

    String text(long number) {
      return shape.formatted("e" + number).replace('\'', '"');
    }
  }

  /** Acknowledges events, spread over the shards. */
  void append(Kind... kinds) {
    for (Kind kind : kinds) {
      sequence++;
      String text = kind.text(sequence);
      Shard shard = lane.shard((int) (sequence % lane.shards()));
      MicroBatch batch = new MicroBatch(shard, "page", sequence, List.of(text.getBytes(UTF_8)));
      assertThat(redis.append(List.of(batch))).containsExactly(new AppendOutcome.Stored(false));
      acknowledged.add(text);
      clock.move(Duration.ofMillis(1));
    }
  }

  /** So many sound events. */
  void appendGood(int count) {
    append(Stream.generate(() -> Kind.GOOD).limit(count).toArray(Kind[]::new));
  }

  /** A worker of the events' lane in a process of its own. */
  LaneWorker worker(String owner) {
    return worker(lane, owner, Disturbance.none());
  }

  LaneWorker worker(String owner, Disturbance disturbance) {
    return worker(lane, owner, disturbance);
  }

  private LaneWorker worker(Lane of, String owner, Disturbance disturbance) {
    return new LaneWorker(of, schema(of), kit(owner, disturbance, FailPoints.none()));
  }

  /** A worker that breaks where this says. */
  LaneWorker worker(String owner, FailPoints failPoints) {
    return new LaneWorker(lane, SCHEMA, kit(owner, Disturbance.none(), failPoints));
  }

  private static Schema schema(Lane of) {
    return of.equals(Lane.DEAD_LETTERS) ? Schemas.DEAD_LETTERS : SCHEMA;
  }

  private LaneKit kit(String owner, Disturbance disturbance, FailPoints failPoints) {
    LaneTerms terms =
        new LaneTerms(
            owner,
            TTL,
            limits,
            Duration.ofMillis(100),
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(80)),
            Duration.ofSeconds(30));
    MeterRegistry registry = new SimpleMeterRegistry();
    metrics.add(registry);
    return new LaneKit(
        disturbance.over(redis.ports(warehouse)),
        terms,
        registry,
        clock,
        random,
        failPoints,
        Map.of());
  }

  /** Makes one step and lets the time pass that it asks for. */
  Duration step(LaneWorker worker) {
    Duration pause = worker.step();
    clock.move(pause);
    return pause;
  }

  /** Makes so many steps. */
  void steps(LaneWorker worker, int count) {
    for (int i = 0; i < count; i++) {
      step(worker);
    }
  }

  /** Lets the lease of whoever has it run out. */
  void expireLeases() {
    clock.reach(redis.leasesEnd().plusMillis(1));
  }

  /** All clocks jump, but not behind what a Redis that has lost data has given before. */
  void jump(Duration time) {
    clock.move(time);
    clock.reach(floor);
  }

  /** Whether a loader has marked the data, so that a copy of it can be told from other data. */
  boolean isBegun() {
    return lane.all().stream().allMatch(shard -> redis.epoch(shard).isPresent());
  }

  /** New processes load both lanes until nothing is left to do. */
  void drain() {
    drain("drain-" + sequence);
  }

  void drain(String owner) {
    expireLeases();
    LaneWorker events = worker(owner);
    LaneWorker letters = worker(Lane.DEAD_LETTERS, owner, Disturbance.none());
    for (int i = 0; i < MOST_STEPS && !isQuiet() && !isStopped(); i++) {
      step(events);
      step(letters);
    }
    assertThat(isQuiet() || isStopped()).as("quiet after %d steps", MOST_STEPS).isTrue();
    events.release();
    letters.release();
  }

  /** Whether a lane waits for a person. */
  boolean isStopped() {
    return counted("oceanus_loader_alarms_total", "kind", "stopped") > 0;
  }

  private boolean isQuiet() {
    return Stream.of(lane, Lane.DEAD_LETTERS)
        .allMatch(
            each ->
                redis.load(each.name()).pending().isEmpty() && redis.entries(each.all()).isEmpty());
  }

  /** Redis goes back to a copy of its data. */
  void goBack(MemoryData backup) {
    forget(() -> redis.restore(backup));
  }

  /** Redis loses all it has. */
  void loseEverything() {
    forget(redis::flushAll);
  }

  /**
   * What Redis forgets is not the loader's to keep: entries, and dead letters that were written and
   * not loaded yet. Those that were loaded may be written again, since nobody knows of them. The
   * clock of a machine that was restored is not behind the one before it.
   */
  private void forget(Runnable loss) {
    List<String> letters = waitingDeadLetters();
    loss.run();
    floor = clock.latest().plusMillis(1);
    clock.reach(floor);
    Set<String> kept = new LinkedHashSet<>(held());
    acknowledged.stream().filter(text -> !kept.contains(text)).forEach(lost::add);
    letters.removeAll(waitingDeadLetters());
    lost.addAll(letters);
    repeatable.addAll(deadLetters());
    repeatable.addAll(letters);
    repeatable.addAll(waitingDeadLetters());
  }

  /** Everything acknowledged that Redis or the warehouse holds, as often as the warehouse does. */
  private List<String> held() {
    List<String> held = new ArrayList<>(loaded());
    redis.entries(lane.all()).forEach(bytes -> held.add(new String(bytes, UTF_8)));
    held.addAll(waitingDeadLetters());
    return held;
  }

  /** The events of the dead letters that Redis holds. */
  private List<String> waitingDeadLetters() {
    List<String> events = new ArrayList<>();
    for (byte[] bytes : redis.entries(Lane.DEAD_LETTERS.all())) {
      assertThat(LETTERS.decode(bytes)).isInstanceOf(Readable.class);
      Readable letter = (Readable) LETTERS.decode(bytes);
      events.add((String) Objects.requireNonNull(letter.event().get("event")));
    }
    return events;
  }

  /** What the tables hold, rows as the JSON that they came from. */
  List<String> loaded() {
    List<String> loaded = new ArrayList<>();
    for (Stored stored : warehouse.rows(lane.name())) {
      loaded.add(new String(CODEC.encode(stored.row().event()), UTF_8));
    }
    loaded.addAll(deadLetters());
    return loaded;
  }

  /** The events in the table of dead letters. */
  List<String> deadLetters() {
    return warehouse.rows(Lane.DEAD_LETTERS.name()).stream()
        .map(stored -> (String) Objects.requireNonNull(stored.row().event().get("event")))
        .toList();
  }

  /** What all processes together have counted. */
  double counted(String counter, String... tags) {
    return metrics.stream()
        .flatMap(registry -> registry.find(counter).tags(tags).counters().stream())
        .mapToDouble(Counter::count)
        .sum();
  }

  /** The sum over all processes. */
  double gauge(String name) {
    return metrics.stream()
        .flatMap(registry -> registry.find(name).gauges().stream())
        .mapToDouble(Gauge::value)
        .sum();
  }

  /** Nothing is invented, loaded twice, or gone before it is loaded. */
  void check() {
    List<String> loaded = loaded();
    assertThat(loaded.stream().filter(text -> !repeatable.contains(text)))
        .as("each at most once")
        .doesNotHaveDuplicates();
    assertThat(acknowledged).as("nothing invented").containsAll(loaded);
    Set<String> mustBe = new LinkedHashSet<>(acknowledged);
    mustBe.removeAll(lost);
    assertThat(held()).as("nothing trimmed before it is loaded").containsAll(mustBe);
  }

  /** Everything is loaded once, and the books agree. */
  void drained() {
    check();
    assertThat(isStopped()).as("a lane is stopped").isFalse();
    Set<String> mustBe = new LinkedHashSet<>(acknowledged);
    mustBe.removeAll(lost);
    assertThat(loaded()).as("everything is loaded").containsAll(mustBe);
    checkBatches();
  }

  /** Sequences are dense within each epoch, and each batch has the rows that it says. */
  private void checkBatches() {
    Map<String, Long> next = new HashMap<>();
    Map<Object, Integer> rows = new HashMap<>();
    Stream.of(lane, Lane.DEAD_LETTERS)
        .flatMap(each -> warehouse.rows(each.name()).stream())
        .forEach(stored -> rows.merge(stored.batch(), 1, Integer::sum));
    for (Committed committed : warehouse.batches()) {
      String life = committed.id().lane() + "/" + committed.id().epoch();
      assertThat(committed.id().seq()).as(life).isEqualTo(next.merge(life, 1L, Long::sum));
      assertThat(rows.getOrDefault(committed.id(), 0))
          .as("rows of %s", committed.id())
          .isEqualTo(committed.rows());
    }
  }
}
