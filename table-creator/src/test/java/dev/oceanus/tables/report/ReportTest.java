package dev.oceanus.tables.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.plan.Change.AddColumns;
import dev.oceanus.tables.plan.Change.Cluster;
import dev.oceanus.tables.plan.Change.ExpirePartitions;
import dev.oceanus.tables.plan.Change.SetLabels;
import dev.oceanus.tables.plan.Conflict;
import dev.oceanus.tables.store.Estimate;
import dev.oceanus.tables.upkeep.Account;
import dev.oceanus.tables.upkeep.Account.Reading;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
  private static final View VIEW = new View("v", "t", "", "SELECT 1");
  private static final Account ACCOUNT =
      new Account(
          List.of(
              new AddColumns(
                  "t", List.of(new Column("price", "FLOAT64", Column.Mode.NULLABLE, ""))),
              new Cluster("t", List.of(), List.of("a", "b")),
              new ExpirePartitions("t", Optional.empty(), Duration.ofDays(90)),
              new SetLabels("t", Map.of("site-shop", "", "managed-by", "oceanus"))),
          List.of(new Conflict("u", "u is a view")),
          List.of(
              new Reading(VIEW, new Estimate.Bytes(1_610_612_736)),
              new Reading(VIEW, new Estimate.Unknown("no permission"))));

  @Test
  void peopleReadALineForEachThing() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TextReport report = new TextReport(new PrintStream(bytes, true, UTF_8));
    ACCOUNT.changes().forEach(report::change);
    report.rest(ACCOUNT, "to do");

    assertThat(bytes.toString(UTF_8).lines())
        .containsExactly(
            "add columns            t: price FLOAT64",
            "cluster                t: by a, b, not by nothing",
            "expire partitions      t: after 90d, not never; older days are deleted",
            "set labels             t: managed-by=oceanus, site-shop",
            "view                   v: reads 1.5 GiB",
            "view                   v: bytes unknown: no permission",
            "conflict               u is a view",
            "4 changes to do, 1 conflict");
  }

  @Test
  void programsReadOneObject() {
    assertThat(JsonReport.of("p.d", false, ACCOUNT))
        .startsWith(
            "{\"dataset\":\"p.d\",\"done\":false,\"changes\":[{\"kind\":\"add-columns\",\"target\":\"t\","
                + "\"detail\":\"price FLOAT64\",\"columns\":[{\"name\":\"price\",\"type\":\"FLOAT64\"}]}")
        .endsWith(
            "\"conflicts\":[{\"target\":\"u\",\"message\":\"u is a view\"}],"
                + "\"views\":[{\"name\":\"v\",\"table\":\"t\",\"bytes\":1610612736},"
                + "{\"name\":\"v\",\"table\":\"t\",\"bytes\":null,\"why\":\"no permission\"}]}");
  }

  @ParameterizedTest
  @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 KiB", "1649267441664,1.5 TiB"})
  void bytesHaveTheLargestUnitThatFits(long bytes, String words) {
    assertThat(TextReport.size(bytes)).isEqualTo(words);
  }
}
