package dev.oceanus.loader.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Source;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Row;
import dev.oceanus.loader.batch.Rows;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.warehouse.CommitOutcome.Abandoned;
import dev.oceanus.loader.warehouse.CommitOutcome.Done;
import dev.oceanus.loader.warehouse.CommitOutcome.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every warehouse and every stand-in for one must do. An adapter's test extends this class,
 * and gives each test a warehouse of its own.
 */
public abstract class WarehouseContract {
  /** One column of each type. */
  protected static final Schema SCHEMA =
      new Schema(
          "contract",
          List.of(
              Field.string("text", 1_048_576, Source.wire("text"), "Text."),
              Field.of("at", FieldType.TIMESTAMP, Source.wire("at"), "Time."),
              Field.of("whole", FieldType.INT64, Source.wire("whole"), "Whole number."),
              Field.of("fraction", FieldType.FLOAT64, Source.wire("fraction"), "Number."),
              Field.of("flag", FieldType.BOOL, Source.wire("flag"), "Flag."),
              Field.json("json", 1_048_576, Source.wire("json"), "JSON.")));

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String LANE = "events_contract";
  private static final String EPOCH = "e1";
  private static final int THREADS = 6;

  /** The warehouse under test. */
  protected abstract Warehouse warehouse();

  /** The same warehouse as another process has it. */
  protected abstract Warehouse another();

  /** Makes a table of {@link #SCHEMA} that refuses rows without {@code text}. */
  protected abstract void refusing(String lane);

  /**
   * What the table holds, in the order of {@code _entry}: values as {@link FieldType} names their
   * Java types, null where there is none, and the loader's two columns as strings.
   */
  protected abstract List<Map<String, @Nullable Object>> rows(String lane);

  /**
   * Makes this table, or adds what it lacks, as the owner of the tables does; nothing where a
   * commit does so by itself.
   */
  protected abstract void table(String lane, Schema schema);

  /** Whether JSON comes back byte for byte; else it is another way to write the same value. */
  protected boolean keepsJsonByteForByte() {
    return true;
  }

  @BeforeEach
  void makeTheTable() {
    table(LANE, SCHEMA);
  }

  private static Rows rows(Schema schema, List<Row> rows) {
    return Rows.of(new EventCodec(schema), rows);
  }

  private static BatchId id(long seq) {
    return new BatchId(EPOCH, LANE, seq);
  }

  private static Event text(@Nullable String text) {
    Event event = new Event(SCHEMA);
    event.set("text", text);
    return event;
  }

  private static Batch batch(long seq, String... texts) {
    return batch(id(seq), 1, Stream.of(texts).map(WarehouseContract::text).toList());
  }

  private static Batch batch(BatchId id, int attempt, List<Event> events) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      rows.add(new Row(new EntryRef(0, new EntryId(1_000_000 * id.seq() + i, 0)), events.get(i)));
    }
    List<Excluded> excluded =
        IntStream.range(1, attempt)
            .mapToObj(
                n ->
                    new Excluded(
                        new EntryRef(1, new EntryId(n, 0)),
                        n + 1,
                        Excluded.Reason.REFUSED_BY_WAREHOUSE,
                        "",
                        ""))
            .toList();
    Seal seal =
        new Seal(
            id,
            attempt,
            List.of(new EntryId(1_000_000 * id.seq() + rows.size(), 7), EntryId.ZERO),
            rows.size() + excluded.size(),
            "%064d".formatted(id.seq()),
            excluded,
            Instant.EPOCH);
    return new Batch(seal, SCHEMA, rows(SCHEMA, rows));
  }

  private List<@Nullable Object> column(String name) {
    List<@Nullable Object> values = new ArrayList<>();
    rows(LANE).forEach(row -> values.add(row.get(name)));
    return values;
  }

  @Test
  void findsNothingUnderAnIdThatWasNeverCommitted() {
    assertThat(warehouse().find(id(1))).isEmpty();
    warehouse().commit(batch(1, "a"));
    assertThat(warehouse().find(id(2))).isEmpty();
    assertThat(warehouse().find(new BatchId("other", LANE, 1))).isEmpty();
    assertThat(warehouse().find(new BatchId(EPOCH, "events_other", 1))).isEmpty();
  }

  @Test
  void keepsRowsWithTheirBatchAndEntry() {
    Batch batch = batch(1, "a", "b");
    assertThat(warehouse().commit(batch)).isEqualTo(new Done(Committed.of(batch.seal())));
    assertThat(warehouse().find(id(1))).contains(Committed.of(batch.seal()));
    assertThat(another().find(id(1))).contains(Committed.of(batch.seal()));
    assertThat(column("text")).containsExactly("a", "b");
    assertThat(column("_batch")).containsExactly("e1-1", "e1-1");
    assertThat(column("_entry"))
        .containsExactly("events_contract:0:1000000-0", "events_contract:0:1000001-0");
  }

  @Test
  void addsNothingWhenABatchIsCommittedAgain() {
    Batch batch = batch(1, "a", "b");
    warehouse().commit(batch);
    assertThat(warehouse().commit(batch)).isEqualTo(new Done(Committed.of(batch.seal())));
    assertThat(another().commit(batch)).isEqualTo(new Done(Committed.of(batch.seal())));
    assertThat(column("text")).containsExactly("a", "b");
  }

  @Test
  void tellsALaterCommitWhatTheFirstOneWas() {
    Batch first = batch(1, "a");
    warehouse().commit(first);
    CommitOutcome second = warehouse().commit(batch(id(1), 2, List.of(text("x"), text("y"))));
    assertThat(second).isEqualTo(new Done(Committed.of(first.seal())));
    assertThat(column("text")).containsExactly("a");
  }

  @Test
  void keepsTheAttemptThatWasCommitted() {
    Batch third = batch(id(1), 3, List.of(text("a")));
    warehouse().commit(third);
    assertThat(warehouse().find(id(1))).contains(Committed.of(third.seal()));
  }

  @Test
  void takesABatchWithoutRows() {
    Batch empty = batch(id(1), 2, List.of());
    assertThat(warehouse().commit(empty)).isEqualTo(new Done(Committed.of(empty.seal())));
    assertThat(rows(LANE)).isEmpty();
  }

  @Test
  void takesABatchOfThousands() {
    String[] texts = IntStream.range(0, 5_000).mapToObj(Integer::toString).toArray(String[]::new);
    warehouse().commit(batch(1, texts));
    assertThat(column("text")).containsExactlyInAnyOrder((Object[]) texts);
  }

  @Test
  void letsOneOfManyCommitsOfOneIdWin() {
    List<CommitOutcome> outcomes =
        atOnce(
            thread ->
                (thread % 2 == 0 ? warehouse() : another()).commit(batch(1, "t" + thread, "b")));
    assertThat(outcomes).containsOnly(new Done(Committed.of(batch(1, "a", "b").seal())));
    assertThat(rows(LANE)).hasSize(2);
  }

  @Test
  void takesCommitsOfManyLanesAtOnce() {
    IntStream.range(0, THREADS).forEach(thread -> table("lane_" + thread, SCHEMA));
    List<CommitOutcome> outcomes =
        atOnce(
            thread ->
                (thread % 2 == 0 ? warehouse() : another())
                    .commit(batch(new BatchId(EPOCH, "lane_" + thread, 1), 1, List.of(text("a")))));
    assertThat(outcomes)
        .hasSize(THREADS)
        .allSatisfy(each -> assertThat(each).isInstanceOf(Done.class));
    for (int thread = 0; thread < THREADS; thread++) {
      assertThat(rows("lane_" + thread)).hasSize(1);
    }
  }

  @Test
  void keepsAnAbandonedIdFromBeingCommitted() {
    assertThat(warehouse().abandon(id(1))).isEmpty();
    assertThat(warehouse().abandon(id(1))).isEmpty();
    assertThat(warehouse().commit(batch(1, "a"))).isEqualTo(new Abandoned());
    assertThat(another().commit(batch(1, "a"))).isEqualTo(new Abandoned());
    assertThat(warehouse().find(id(1))).isEmpty();
    warehouse().commit(batch(2, "b"));
    assertThat(column("text")).containsExactly("b");
  }

  @Test
  void tellsWhoAbandonsTooLateWhatWasCommitted() {
    Batch batch = batch(1, "a");
    warehouse().commit(batch);
    assertThat(another().abandon(id(1))).contains(Committed.of(batch.seal()));
    assertThat(warehouse().find(id(1))).contains(Committed.of(batch.seal()));
    assertThat(column("text")).containsExactly("a");
  }

  @Test
  @Tag("slow")
  void decidesBetweenACommitAndAnAbandonmentOnce() {
    for (int seq = 1; seq <= 10; seq++) {
      long each = seq;
      List<Object> answers =
          atOnce(
              thread ->
                  thread % 2 == 0
                      ? warehouse().commit(batch(each, "a"))
                      : another().abandon(id(each)));
      boolean committed = warehouse().find(id(each)).isPresent();
      Object commit = answers.get(0);
      assertThat(commit).isInstanceOf(committed ? Done.class : Abandoned.class);
      assertThat(rows(LANE).stream().filter(row -> ("e1-" + each).equals(row.get("_batch"))))
          .hasSize(committed ? 1 : 0);
      assertThat(warehouse().abandon(id(each)).isPresent()).isEqualTo(committed);
    }
  }

  @Test
  void knowsTheLastBatchOfEachEpochOfALane() {
    assertThat(warehouse().lives(LANE)).isEmpty();
    warehouse().commit(batch(1, "a"));
    warehouse().commit(batch(2, "b"));
    warehouse().abandon(id(3));
    table("events_other", SCHEMA);
    Batch other = batch(new BatchId("e2", LANE, 1), 1, List.of(text("c")));
    warehouse().commit(other);
    warehouse().commit(batch(new BatchId("e3", "events_other", 9), 1, List.of(text("d"))));
    warehouse().abandon(new BatchId("e4", LANE, 1));

    assertThat(another().lives(LANE))
        .containsExactlyInAnyOrder(
            new Life(id(2), batch(2, "b").seal().upper()),
            new Life(new BatchId("e2", LANE, 1), other.seal().upper()));
  }

  @Test
  void commitsNothingOfABatchWithARefusedRow() {
    refusing(LANE);
    assertThat(warehouse().commit(batch(id(1), 1, List.of(text("a"), text(null), text("b")))))
        .isInstanceOf(Refused.class);
    assertThat(warehouse().find(id(1))).isEmpty();
    assertThat(rows(LANE)).isEmpty();

    assertThat(warehouse().commit(batch(id(1), 2, List.of(text("a"), text("b")))))
        .isInstanceOf(Done.class);
    assertThat(column("text")).containsExactly("a", "b");
  }

  @Test
  void doesNotRepeatValuesWhenItRefuses() {
    refusing(LANE);
    Event event = text(null);
    event.set("json", "\"secret\"");
    CommitOutcome outcome = warehouse().commit(batch(id(1), 1, List.of(event)));
    assertThat(((Refused) outcome).detail()).isNotBlank().doesNotContain("secret");
  }

  @Test
  void keepsNothingOfARehearsal() {
    refusing(LANE);
    Batch batch = batch(id(1), 1, List.of(text("a"), text(null)));
    assertThat(warehouse().rehearse(batch.part(batch.rows().range(0, 1))))
        .isInstanceOf(Rehearsal.Taken.class);
    assertThat(warehouse().rehearse(batch.part(batch.rows().range(1, 2))))
        .isNotInstanceOf(Rehearsal.Taken.class);
    assertThat(warehouse().rehearse(batch.part(batch.rows())))
        .isNotInstanceOf(Rehearsal.Taken.class);
    assertThat(warehouse().find(id(1))).isEmpty();
    assertThat(rows(LANE)).isEmpty();
  }

  @Test
  void keepsEveryTypeOfValue() {
    Event event = text("a");
    event.set("at", Instant.parse("2026-11-24T12:34:56.123456Z"));
    event.set("whole", Long.MIN_VALUE);
    event.set("fraction", -0.1);
    event.set("flag", false);
    event.set("json", "{\"a\":[1,2.50,null,\"\\u00e9\"]}");
    warehouse().commit(batch(id(1), 1, List.of(event, new Event(SCHEMA))));

    Map<String, @Nullable Object> row = rows(LANE).get(0);
    for (Field field : SCHEMA.fields()) {
      Object found = row.get(field.name());
      Object expected = event.get(field.name());
      if (field.type() == FieldType.JSON && !keepsJsonByteForByte()) {
        assertThat(JSON.readTree(String.valueOf(found)))
            .isEqualTo(JSON.readTree(String.valueOf(expected)));
      } else {
        assertThat(found).isEqualTo(expected);
      }
    }
    Map<String, @Nullable Object> nulls = rows(LANE).get(1);
    SCHEMA.fields().forEach(field -> assertThat(nulls.get(field.name())).isNull());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24T12:00:00.000001Z",
        "1969-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z"
      })
  void keepsTimesToTheMicrosecond(String text) {
    Instant time = Instant.parse(text);
    Event event = new Event(SCHEMA);
    event.set("at", time);
    warehouse().commit(batch(id(1), 1, List.of(event)));
    assertThat(column("at")).containsExactly(time);
  }

  @Test
  void keepsEveryKindOfText() {
    String[] texts = {
      "",
      " ",
      "海の向こう 🐋 \uDBFF\uDFFF",
      "line\r\nfeed\ttab \u0001\u007f",
      "nul\0inside",
      "'; DROP TABLE _batches; --",
      "\"quoted\" \\ back",
      "\u202eright to left\u202c e\u0301",
      "x".repeat(1_048_576),
      "\uFFFD"
    };
    warehouse().commit(batch(1, texts));
    assertThat(column("text")).containsExactly((Object[]) texts);
  }

  @Test
  void addsAColumnThatTheSchemaHasGot() {
    warehouse().commit(batch(1, "a"));
    Schema wider =
        SCHEMA.with(List.of(Field.string("more", 10, Source.wire("more"), "Another column.")));
    Event event = new Event(wider);
    event.set("text", "b");
    event.set("more", "m");
    Batch narrow = batch(2, "b");
    Row row = new Row(narrow.rows().get(0).entry(), event);
    table(LANE, wider);
    warehouse().commit(new Batch(narrow.seal(), wider, rows(wider, List.of(row))));
    another().commit(batch(3, "c"));

    assertThat(column("text")).containsExactly("a", "b", "c");
    assertThat(column("more")).containsExactly(null, "m", null);
  }

  @Test
  void namesBothSidesOfAColumnOfAnotherType() {
    warehouse().commit(batch(1, "a"));
    Schema other =
        new Schema(
            "contract",
            List.of(Field.of("text", FieldType.INT64, Source.wire("text"), "Not a text.")));
    Batch batch = batch(id(2), 2, List.of());
    Batch misfit = new Batch(batch.seal(), other, rows(other, List.of()));

    for (Warehouse each : List.of(warehouse(), another())) {
      assertThatThrownBy(() -> each.commit(misfit))
          .isInstanceOf(WarehouseUnavailableException.class)
          .hasMessageContaining("text")
          .hasMessageContaining(LANE)
          .message()
          .matches("(?s).*(STRING|VARCHAR).*(INT64|BIGINT).*");
    }
    assertThat(warehouse().find(id(2))).isEmpty();
    assertThat(warehouse().commit(batch(2, "b"))).isInstanceOf(Done.class);
  }

  private interface OnThread<T> {
    T call(int thread) throws Exception;
  }

  /** The answers of some threads that begin at the same time, by their numbers. */
  private static <T> List<T> atOnce(OnThread<? extends T> work) {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      calls.add(
          () -> {
            start.await();
            return work.call(thread);
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<T> answers = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(calls)) {
        answers.add(future.get());
      }
      return answers;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
