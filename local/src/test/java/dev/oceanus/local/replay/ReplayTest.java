package dev.oceanus.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.local.duckdb.FileQueries;
import dev.oceanus.local.replay.Replay.Sending;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a real DuckDB file, sent to a collector that answers as it is told. */
@Timeout(60)
class ReplayTest {
  private static final Backoff AGAIN = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));

  @TempDir Path folder;
  private Path file;
  private final List<Request> sent = new ArrayList<>();

  @BeforeEach
  void makeTables() throws SQLException {
    file = folder.resolve("warehouse.duckdb");
    execute("CREATE TABLE events_demo (event_id VARCHAR, received_at TIMESTAMP)");
    execute(
        "CREATE TABLE refused (refused_at TIMESTAMP, site VARCHAR, route VARCHAR, reason VARCHAR,"
            + " raw VARCHAR, raw_state VARCHAR, content_type VARCHAR, origin VARCHAR,"
            + " referer VARCHAR, ip VARCHAR, user_agent VARCHAR, country VARCHAR, region VARCHAR,"
            + " city VARCHAR, _batch VARCHAR, _entry VARCHAR)");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Rows from this number to before that one, all of the same instant. */
  private void refused(int from, int to, String raw, String state) throws SQLException {
    execute(
        "INSERT INTO refused SELECT TIMESTAMP '2026-11-24 08:15:02.123456', 'demo', '/v1/pixel',"
            + " 'origin', replace('"
            + raw
            + "', '#', i::VARCHAR), '"
            + state
            + "', NULL, NULL, NULL, '192.0.2.1', 't/1', 'JP', NULL, NULL, 'e-1', 'refused:0:' || i"
            + " || '-0' FROM range("
            + from
            + ", "
            + to
            + ") t(i)");
  }

  private Tally replay(int limit, @Nullable Function<Integer, Answer> answers) throws Exception {
    Replays replays =
        new Replays(
            SiteCatalogueReader.read("sites: {demo: {}}", "sites.yaml"),
            new Replays.Terms(100, "X-Country", "", "", Replays.Ways.USUAL));
    Selection selection = new Selection(Origin.REFUSED, "origin", "demo", Instant.EPOCH, limit);
    Target target =
        request -> {
          sent.add(request);
          return answers == null ? new Answer.Accepted() : answers.apply(sent.size());
        };
    return replays
        .of(new FileQueries(file), selection, new Sending(target, 10_000, AGAIN, 3, 2))
        .run();
  }

  @Test
  void readsEachRowOnceThoughAllAreOfOneInstant() throws Exception {
    refused(0, 450, "evt=e&eid=x-#", "whole");
    Tally tally = replay(1_000, null);

    assertThat(tally.rowsRead()).isEqualTo(450);
    assertThat(tally.acceptedEvents()).isEqualTo(450);
    assertThat(sent).doesNotHaveDuplicates().hasSize(450);
    assertThat(tally.complete()).isTrue();
  }

  @Test
  void readsNoMoreRowsThanItIsTold() throws Exception {
    refused(0, 450, "evt=e&eid=x-#", "whole");

    assertThat(replay(201, null).rowsRead()).isEqualTo(201);
    assertThat(sent).hasSize(201);
  }

  @Test
  void sendsInTheNameOfWhoSentIt() throws Exception {
    refused(7, 8, "evt=e&eid=x-#&st=1&ts=0", "whole");
    replay(10, null);

    assertThat(sent)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.target())
                  .isEqualTo("/v1/pixel/demo?evt=e&eid=x-7&ts=1795508102122.456");
              assertThat(request.headers())
                  .containsExactly(
                      new Request.Header("X-Forwarded-For", "192.0.2.1"),
                      new Request.Header("User-Agent", "t/1"),
                      new Request.Header("X-Country", "JP"));
            });
  }

  @Test
  void sendsStepsOfAMailAsTheEventsThatTheyAreSoThatNoOthersFollow() throws Exception {
    refused(0, 1, "uid=7&eid=m-#&pvid=p&dwell=1", "whole");
    refused(1, 2, "uid=7&eid=m-#&pvid=p&dwell=6&jsn=%7B%22n%22:1%7D", "whole");
    refused(2, 3, "uid=7&dwell=7", "whole");
    execute("UPDATE refused SET route = '/v1/mail'");
    Tally tally = replay(10, null);

    assertThat(sent)
        .extracting(Request::target)
        .containsExactly(
            "/v1/mail/demo?uid=7&eid=m-0&pvid=p&ts=1795508102123.456",
            "/v1/mail/demo?uid=7&eid=m-1&pvid=p&evt=mail_dwell"
                + "&jsn=%7B%22seconds%22%3A6%2C%22n%22%3A1%7D&ts=1795508102123.456");
    assertThat(tally.report()).contains("(invalid 1)");
  }

  @Test
  void doesNotSendWhatTheTableHas() throws Exception {
    refused(0, 3, "evt=e&eid=x-#", "whole");
    execute("INSERT INTO events_demo VALUES ('x-1', TIMESTAMP '2026-11-25 00:00:00')");
    Tally tally = replay(10, null);

    assertThat(tally.acceptedEvents()).isEqualTo(2);
    assertThat(tally.report()).contains("in their table already       1");
  }

  @Test
  void sendsAnEventOfTwoRowsOnce() throws Exception {
    refused(0, 2, "evt=e&eid=same", "whole");
    Tally tally = replay(10, null);

    assertThat(sent).hasSize(1);
    assertThat(tally.report()).contains("the same event as another row 1");
  }

  @Test
  void leavesOutWhatIsNotWholeAndSaysWhy() throws Exception {
    refused(0, 1, "evt=e&email=****", "masked");
    refused(1, 3, "evt=", "cut");
    refused(3, 4, "", "withheld");
    refused(4, 5, "x=1", "whole");
    Tally tally = replay(10, null);

    assertThat(sent).isEmpty();
    assertThat(tally.report()).contains("(cut 2, masked 1, withheld 1)").contains("(missing 1)");
    assertThat(tally.complete()).isTrue();
  }

  @Test
  void comesBackWhenItIsToldThatItIsNotTakenNow() throws Exception {
    refused(0, 2, "evt=e&eid=x-#", "whole");
    Tally tally =
        replay(10, count -> count <= 2 ? new Answer.NotNow("503") : new Answer.Accepted());

    assertThat(sent).hasSize(4);
    assertThat(tally.acceptedEvents()).isEqualTo(2);
    assertThat(tally.complete()).isTrue();
  }

  @Test
  void givesAnEventUpAfterSomeTriesAndGoesOn() throws Exception {
    refused(0, 2, "evt=e&eid=x-#", "whole");
    Tally tally =
        replay(10, count -> count <= 3 ? new Answer.NotNow("503") : new Answer.Accepted());

    assertThat(sent).hasSize(4);
    assertThat(tally.acceptedEvents()).isEqualTo(1);
    assertThat(tally.complete()).isFalse();
  }

  @Test
  void endsWhereNothingIsTakenAnyMore() throws Exception {
    refused(0, 5, "evt=e&eid=x-#", "whole");
    Tally tally = replay(10, count -> new Answer.NotNow("nobody there"));

    assertThat(sent).hasSize(6);
    assertThat(tally.report()).contains("(nobody there 2)");
    assertThat(tally.complete()).isFalse();
  }

  @Test
  void neverSendsAgainWhatMayBeStored() throws Exception {
    refused(0, 1, "evt=e&eid=x-#", "whole");
    Tally tally = replay(10, count -> new Answer.Unknown("reset"));

    assertThat(sent).hasSize(1);
    assertThat(tally.complete()).isFalse();
    assertThat(tally.report()).contains("failed                       1  (reset 1)");
  }
}
