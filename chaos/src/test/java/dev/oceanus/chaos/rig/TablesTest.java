package dev.oceanus.chaos.rig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.duckdb.DuckDbFile.Opening;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.Rows;
import dev.oceanus.loader.duckdb.DuckDbWarehouse;
import dev.oceanus.loader.warehouse.Rehearsal;
import dev.oceanus.loader.warehouse.Warehouse;
import dev.oceanus.testkit.ledger.Answer;
import dev.oceanus.testkit.ledger.Books;
import dev.oceanus.testkit.ledger.Columns;
import dev.oceanus.testkit.ledger.Difference;
import dev.oceanus.testkit.ledger.EventLedger;
import dev.oceanus.testkit.ledger.Oracle;
import dev.oceanus.testkit.ledger.Sent;
import dev.oceanus.testkit.ledger.Sent.Destination;
import dev.oceanus.testkit.ledger.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the oracle is told must be what the file holds. */
class TablesTest {
  private static final Lane SHOP = new Lane("events_shop", 1);
  private static final Map<Lane, Schema> LANES =
      Map.of(
          SHOP,
          Schemas.WEB,
          Lane.REFUSED,
          Schemas.REFUSED,
          Lane.DEAD_LETTERS,
          Schemas.DEAD_LETTERS);
  private static final String ID = "0a1b2c3d-0000-4000-8000-00000000000";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void makesTheTables() {
    file = folder.resolve("warehouse.duckdb");
    DuckDbFile open = new DuckDbFile(file, Opening.HELD);
    open.start();
    Warehouse warehouse = new DuckDbWarehouse(open, Clock.systemUTC(), FailPoints.none());
    LANES.forEach(
        (lane, schema) -> {
          Rows none = Rows.of(new EventCodec(schema), List.of());
          assertThat(warehouse.rehearse(new Batch.Part(schema, lane.name(), none)))
              .isEqualTo(new Rehearsal.Taken());
        });
    open.close();
  }

  private void rows(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String batch(String lane, int rows) {
    return "INSERT INTO _batches (epoch, lane, seq, attempt, rows) VALUES ('e', '%s', 1, 1, %d)"
        .formatted(lane, rows);
  }

  private static String event(String id, String properties) {
    return event(id, properties, "1000-" + id.charAt(id.length() - 1));
  }

  private static String event(String id, String properties, String entry) {
    return "INSERT INTO events_shop (event_id, page_title, properties, _batch, _entry)"
        + " VALUES ('%s', '夏の%%特集', '%s', 'e-1', 'events_shop:0:%s')"
            .formatted(id, properties, entry);
  }

  private static Sent sent(String id, String properties) {
    return new Sent(
        id,
        Destination.TABLE,
        Columns.of(Map.of("event_id", id, "page_title", "夏の%特集", "properties", properties)));
  }

  private Verdict verdict(Sent... events) {
    Path ledgerFile = folder.resolve("events.ledger");
    try (EventLedger ledger = new EventLedger(ledgerFile)) {
      for (Sent event : events) {
        int status = event.destination() == Destination.REFUSED ? 400 : 200;
        ledger.answered(ledger.sending(List.of(event)), new Answer(status, -1));
      }
    }
    Oracle oracle = new Oracle(Books.read(ledgerFile));
    Tables.ofDuckDb(file, true)
        .tell(LANES.keySet(), List.of("event_id", "page_title", "properties", "referrer"), oracle);
    return oracle.verdict();
  }

  @Test
  void readsRowsByteForByte() throws SQLException {
    rows(batch("events_shop", 2), event(ID + 1, "{ \"n\":1.0e3 }"), event(ID + 2, "[]"));

    Verdict verdict = verdict(sent(ID + 1, "{ \"n\":1.0e3 }"), sent(ID + 2, "[]"));

    assertThat(verdict.differences()).isEmpty();
    assertThat(verdict.counts().stored()).isEqualTo(2);
    assertThat(verdict.counts().batches()).isEqualTo(1);
  }

  @Test
  void seesASpaceTooFewARowTooManyAndOneThatIsNotThere() throws SQLException {
    rows(batch("events_shop", 2), event(ID + 1, "{\"n\":1}"), event(ID + 2, "[]"));
    rows(event(ID + 2, "[]"));

    Verdict verdict = verdict(sent(ID + 1, "{ \"n\":1}"), sent(ID + 2, "[]"), sent(ID + 3, "[]"));

    assertThat(verdict.differences())
        .extracting(Difference::kind)
        .containsExactlyInAnyOrder(
            Difference.Kind.ALTERED,
            Difference.Kind.DOUBLED,
            Difference.Kind.LOST,
            Difference.Kind.SHORT_BATCH);
  }

  @Test
  void seesWhereInItsStreamAnEventWas() throws SQLException {
    rows(batch("events_shop", 2), event(ID + 1, "[]", "1000-10"), event(ID + 2, "[]", "1000-9"));

    assertThat(verdict(sent(ID + 1, "[]"), sent(ID + 2, "[]")).differences())
        .extracting(Difference::kind)
        .containsExactly(Difference.Kind.OVERTAKEN);
  }

  @Test
  void findsDeadLettersAndRefusedEventsByTheIdThatTheyHold() throws SQLException {
    rows(
        batch("dead_letters", 2),
        "INSERT INTO dead_letters (event, _batch) VALUES ('壊れた %s1', 'e-1')".formatted(ID),
        "INSERT INTO dead_letters (event, _batch) VALUES ('base64:' || to_base64(encode('%s2')), 'e-1')"
            .formatted(ID),
        batch("refused", 1),
        "INSERT INTO refused (raw, _batch) VALUES ('eid=%s3&evt=', 'e-1')".formatted(ID));
    Sent text =
        new Sent(ID + 1, Destination.DEAD_LETTERS, Columns.of(Map.of("event", "壊れた " + ID + "1")));
    Sent bytes =
        new Sent(
            ID + 2,
            Destination.DEAD_LETTERS,
            Columns.of(
                Map.of(
                    "event",
                    "base64:" + Base64.getEncoder().encodeToString((ID + 2).getBytes(UTF_8)))));
    Sent bad = new Sent(ID + 3, Destination.REFUSED, Columns.of(Map.of()));

    Verdict verdict = verdict(text, bytes, bad);

    assertThat(verdict.differences()).isEmpty();
    assertThat(verdict.counts().dead()).isEqualTo(2);
  }
}
