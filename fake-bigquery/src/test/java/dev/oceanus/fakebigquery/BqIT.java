package dev.oceanus.fakebigquery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Google's command-line client works against the stand-in: it was not written by us. */
@Tag("slow")
@EnabledIf("dev.oceanus.fakebigquery.Bq#isInstalled")
class BqIT {
  @TempDir Path folder;
  private FakeBigQuery fake;
  private Bq bq;

  @BeforeEach
  void start() throws IOException {
    fake = FakeBigQuery.start(FakeBigQueryConfig.in(folder.resolve("state")));
    bq = Bq.against(fake.url(), Files.createDirectories(folder.resolve("home")));
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void makesLoadsShowsAndAsks() throws IOException {
    Path json = write("{\"id\":\"a\",\"n\":\"7\",\"seen\":\"2026-01-02 03:04:05\"}\n");
    Path csv = write("id,n,seen\n\"b, c\",8,\n");

    succeed("mk", "--dataset", "--location=EU", "test:shop");
    succeed(
        "mk",
        "--table",
        "--time_partitioning_type=DAY",
        "--time_partitioning_field=seen",
        "--clustering_fields=id",
        "shop.sales",
        "id:STRING,n:INTEGER,seen:TIMESTAMP");
    succeed("mk", "--use_legacy_sql=false", "--view=SELECT id FROM `test.shop.sales`", "shop.ids");
    succeed("load", "--source_format=NEWLINE_DELIMITED_JSON", "shop.sales", json.toString());
    succeed("load", "--source_format=CSV", "--skip_leading_rows=1", "shop.sales", csv.toString());

    assertThat(succeed("show", "shop.sales"))
        .contains("\"numRows\":\"2\"", "\"field\":\"seen\"", "\"fields\":[\"id\"]");
    assertThat(succeed("ls", "shop")).contains("\"tableId\":\"ids\"", "\"tableId\":\"sales\"");
    assertThat(succeed("head", "shop.sales"))
        .contains("{\"id\":\"a\",\"n\":\"7\",\"seen\":\"2026-01-02 03:04:05\"}", "\"b, c\"");
    assertThat(
            succeed(
                "query",
                "--use_legacy_sql=false",
                "SELECT COUNT(*) AS c, MAX(n) AS m FROM `test.shop.sales`"))
        .contains("[{\"c\":\"2\",\"m\":\"8\"}]");
  }

  @Test
  void tellsWhyALoadFailed() throws IOException {
    succeed("mk", "--table", "web.t", "id:STRING");

    Bq.Output output =
        bq.run(
            "load",
            "--source_format=NEWLINE_DELIMITED_JSON",
            "web.t",
            write("{\"id\":\"a\"}\n{\"x\":1}\n").toString());

    assertThat(output.code()).isNotZero();
    assertThat(output.text().replaceAll("\\s+", " "))
        .contains("JSON parsing error in row starting at position 11: No such field: x.");
  }

  private String succeed(String... arguments) throws IOException {
    Bq.Output output = bq.run(arguments);
    assertThat(output.code()).as(output.text()).isZero();
    return output.text();
  }

  private Path write(String text) throws IOException {
    return Files.write(Files.createTempFile(folder, "rows", ".txt"), text.getBytes(UTF_8));
  }
}
