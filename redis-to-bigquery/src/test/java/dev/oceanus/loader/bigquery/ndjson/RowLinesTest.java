package dev.oceanus.loader.bigquery.ndjson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Source;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Rows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RowLinesTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Schema SCHEMA =
      new Schema(
          "lines",
          List.of(
              Field.string("text", 1_000, Source.wire("text"), "Text."),
              Field.json("json", 1_000, Source.wire("json"), "JSON."),
              Field.of("whole", FieldType.INT64, Source.wire("whole"), "Whole number."),
              Field.of("fraction", FieldType.FLOAT64, Source.wire("fraction"), "Number."),
              Field.json("more", 1_000, Source.wire("more"), "JSON.")));
  private static final EventCodec CODEC = new EventCodec(SCHEMA);
  private static final RowLines.Marks MARKS = new RowLines.Marks("lane", "e1-7", "e1-7 sealed");

  private static Rows rows(String... events) {
    List<Rows.Raw> raw = new ArrayList<>();
    for (String event : events) {
      raw.add(new Rows.Raw(new EntryRef(0, new EntryId(5, raw.size())), event.getBytes(UTF_8)));
    }
    return new Rows(CODEC, raw);
  }

  private static String written(Rows rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new RowLines(SCHEMA, MARKS).write(rows, out);
      return new String(
          new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of a column in the one line of one event. */
  private static JsonNode value(String event, String column) {
    String written = written(rows(event));
    assertThat(written.indexOf('\n')).isEqualTo(written.length() - 1);
    return JSON.readTree(written).get(column);
  }

  private static String json(String text) {
    Event event = new Event(SCHEMA);
    event.set("json", text);
    return new String(CODEC.encode(event), UTF_8);
  }

  @Test
  void addsTheLoadersColumnsAndTheSealToTheFirstRowOnly() {
    assertThat(written(rows("{\"text\":\"a\"}", "{\"text\":\"b\"}", "{}")))
        .isEqualTo(
            """
            {"text":"a","_seal":"e1-7 sealed","_batch":"e1-7","_entry":"lane:0:5-0"}
            {"text":"b","_batch":"e1-7","_entry":"lane:0:5-1"}
            {"_batch":"e1-7","_entry":"lane:0:5-2"}
            """);
  }

  @Test
  void writesJsonColumnsAsValuesAndTextsAsTheyAre() {
    assertThat(written(rows("{\"text\":\"{\\\"a\\\":1}\",\"json\":\"{\\\"a\\\":[1,2.50]}\"}")))
        .startsWith("{\"text\":\"{\\\"a\\\":1}\",\"json\":{\"a\":[1,2.50]},\"_seal\"");
  }

  @Test
  void writesSeveralJsonColumns() {
    assertThat(written(rows("{\"json\":\"1\",\"whole\":3,\"more\":\"[]\"}")))
        .startsWith("{\"json\":1,\"whole\":3,\"more\":[],");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"text\"",
        "\"line\\nfeed \\\"quoted\\\" back\\\\slash / \\u0001\"",
        "\"海 🐋 \\ud83d\\udc0b é\"",
        "{\n  \"a\" :\t[ 1,\r\n 2 ]\n}",
        "true",
        "-1.5e10",
        "\"\"",
        "{\"\\\\\":\"\\\\\\\\\"}"
      })
  void keepsEveryJsonValueOnOneLine(String text) {
    assertThat(value(json(text), "json")).isEqualTo(JSON.readTree(text));
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740993, \"9007199254740993\"",
    "-9223372036854775808, \"-9223372036854775808\"",
    "999999999999999, 999999999999999",
    "0, 0"
  })
  void writesIntegersThatADoubleCannotHoldAsText(String number, String expected) {
    assertThat(written(rows("{\"whole\":" + number + "}"))).contains("\"whole\":" + expected + ",");
  }

  @Test
  void leavesFractionsAsTheyAre() {
    assertThat(written(rows("{\"fraction\":-0.12345678901234567}")))
        .contains("\"fraction\":-0.12345678901234567,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"text\" : \"a\" ,\n \"json\":\"[1]\"}",
        "{\"\\u0074ext\":\"a\",\"json\":\"[1]\"}",
        "\n{\"text\":\"a\",\"json\":\"[1]\"}\n"
      })
  void readsWhatOthersHaveWrittenDifferently(String event) {
    assertThat(written(rows(event))).startsWith("{\"text\":\"a\",\"json\":[1],\"_seal\"");
  }

  @Test
  void tellsWhereEachRowBegins() {
    Rows rows = rows("{\"text\":\"é\"}", "{\"json\":\"{\\\"a\\\":1}\"}", "{}");
    byte[] written = written(rows).getBytes(UTF_8);
    for (long start : new RowLines(SCHEMA, MARKS).starts(rows)) {
      assertThat(written[(int) start]).isEqualTo((byte) '{');
      assertThat(start == 0 || written[(int) start - 1] == '\n').isTrue();
    }
    assertThat(new RowLines(SCHEMA, MARKS).starts(rows)).hasSize(3).isSorted();
  }

  @Property
  void writesWhatTheEventHolds(@ForAll String text, @ForAll String inner, @ForAll long whole) {
    Event event = new Event(SCHEMA);
    event.set("text", text);
    event.set("json", JSON.writeValueAsString(List.of(inner)));
    event.set("whole", whole);
    byte[] encoded = CODEC.encode(event);
    Rows rows = new Rows(CODEC, List.of(new Rows.Raw(new EntryRef(0, EntryId.ZERO), encoded)));
    JsonNode expected = JSON.readTree(encoded);
    JsonNode line = JSON.readTree(written(rows));
    assertThat(line.get("text")).isEqualTo(expected.get("text"));
    assertThat(line.get("json")).isEqualTo(JSON.readTree(expected.get("json").stringValue()));
    assertThat(line.get("whole").asString()).isEqualTo(Long.toString(whole));
  }
}
