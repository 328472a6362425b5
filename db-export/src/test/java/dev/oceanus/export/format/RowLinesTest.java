package dev.oceanus.export.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.column.Kind;
import dev.oceanus.export.plan.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RowLinesTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", Kind.INT64, "int8"),
          new Column("say \"it\"", Kind.STRING, "text"),
          new Column("f", Kind.FLOAT64, "float8"),
          new Column("n", Kind.NUMERIC, "numeric"),
          new Column("j", Kind.JSON, "json"));

  private static String line(Format format, int longest, @Nullable String... values)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = RowLines.of(format, COLUMNS, longest).row(values, out);
    assertThat(length).isEqualTo(out.size());
    return out.toString(UTF_8);
  }

  @Test
  void writesJsonThatReadsBackExactly() throws IOException {
    StringBuilder every = new StringBuilder();
    for (int point = 0; point < 0x3000; point++) {
      every.appendCodePoint(point);
    }
    every.append("\ud83d\ude00");

    String line =
        line(
            Format.NDJSON,
            1 << 20,
            "9223372036854775807",
            every.toString(),
            "NaN",
            "1.10",
            "{\"a\":\n[1]}");

    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    JsonNode json = new JsonMapper().readTree(line);
    assertThat(json.path("id").asLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(json.path("say \"it\"").asString()).isEqualTo(every.toString());
    assertThat(line).contains("\"f\":\"NaN\",\"n\":\"1.10\",\"j\":{\"a\": [1]}");
  }

  @Test
  void writesNumbersBareAndNothingAsNull() throws IOException {
    assertThat(line(Format.NDJSON, 1000, "1", "", "1e+30", null, null))
        .isEqualTo("{\"id\":1,\"say \\\"it\\\"\":\"\",\"f\":1e+30,\"n\":null,\"j\":null}\n");
  }

  @Test
  void replacesHalfACharacter() throws IOException {
    assertThat(line(Format.NDJSON, 1000, "1", "a\ud83dz", null, null, null)).contains("a\ufffdz");
  }

  @Test
  void tellsNoValueFromAnEmptyOneInCsv() throws IOException {
    assertThat(line(Format.CSV, 1000, "1", "", null, "1.10", "a \"b\",\r\nc"))
        .isEqualTo("\"1\",\"\",,\"1.10\",\"a \"\"b\"\",\r\nc\"\r\n");
  }

  @Test
  void headsCsvWithItsColumns() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowLines.of(Format.CSV, COLUMNS, 1000).head(out);
    assertThat(out.toString(UTF_8)).isEqualTo("\"id\",\"say \"\"it\"\"\",\"f\",\"n\",\"j\"\r\n");
  }

  @Test
  void refusesARowThatIsTooLongAndGoesOn() throws IOException {
    RowLines lines = RowLines.of(Format.NDJSON, COLUMNS, 10_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    @Nullable String[] values = {"1", "x".repeat(10_000), null, null, null};

    assertThatThrownBy(() -> lines.row(values, out))
        .isInstanceOf(RowTooLongException.class)
        .hasMessageContaining("10000");
    assertThat(out.size()).isZero();
    values[1] = "x".repeat(9_000);
    assertThat(lines.row(values, out)).isGreaterThan(9_000);
  }
}
