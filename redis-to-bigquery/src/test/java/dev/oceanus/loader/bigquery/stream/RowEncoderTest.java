package dev.oceanus.loader.bigquery.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.schema.Source;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowEncoderTest {
  private static final Schema SCHEMA =
      new Schema(
          "types",
          List.of(
              Field.string("text", 5_000_000, Source.wire("a"), "Text."),
              Field.of("at", FieldType.TIMESTAMP, Source.wire("b"), "Time."),
              Field.of("whole", FieldType.INT64, Source.wire("c"), "Whole."),
              Field.of("fraction", FieldType.FLOAT64, Source.wire("d"), "Fraction."),
              Field.of("flag", FieldType.BOOL, Source.wire("e"), "Flag."),
              Field.json("json", 100, Source.wire("f"), "JSON.")));

  private final RowEncoder encoder = new RowEncoder();

  private static DynamicMessage read(Schema schema, ByteString row) {
    try {
      Descriptor descriptor = MemoryBigQuery.descriptor(RowFormat.of(schema));
      return DynamicMessage.parseFrom(descriptor, row);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Object value(DynamicMessage row, String name) {
    return row.getField(row.getDescriptorForType().findFieldByName(name));
  }

  private static boolean has(DynamicMessage row, String name) {
    return row.hasField(row.getDescriptorForType().findFieldByName(name));
  }

  @Test
  void writesEveryTypeAsItsColumnTakesIt() {
    Event event = new Event(SCHEMA);
    event.set("text", "海 🐋 \0 \"");
    event.set("at", Instant.parse("2026-11-24T12:34:56.123456Z"));
    event.set("whole", Long.MIN_VALUE);
    event.set("fraction", -0.1);
    event.set("flag", false);
    event.set("json", "{\"a\": [1, 2.50]}");
    DynamicMessage row =
        read(SCHEMA, encoder.encode(event, new RowEncoder.Marks("e-1", "t:0:1-0", "seal")));

    assertThat(value(row, "text")).isEqualTo("海 🐋 \0 \"");
    assertThat(value(row, "at")).isEqualTo(1_795_523_696_123_456L);
    assertThat(value(row, "whole")).isEqualTo(Long.MIN_VALUE);
    assertThat(value(row, "fraction")).isEqualTo(-0.1);
    assertThat(has(row, "flag")).isTrue();
    assertThat(value(row, "flag")).isEqualTo(false);
    assertThat(value(row, "json")).isEqualTo("{\"a\": [1, 2.50]}");
    assertThat(value(row, "_batch")).isEqualTo("e-1");
    assertThat(value(row, "_entry")).isEqualTo("t:0:1-0");
    assertThat(value(row, "_seal")).isEqualTo("seal");
    assertThat(row.getUnknownFields().asMap()).isEmpty();
  }

  @Test
  void leavesOutWhatIsNull() {
    DynamicMessage row =
        read(SCHEMA, encoder.encode(new Event(SCHEMA), new RowEncoder.Marks("b", "e", null)));
    for (Field field : SCHEMA.fields()) {
      assertThat(has(row, field.name())).as(field.name()).isFalse();
    }
    assertThat(has(row, "_seal")).isFalse();
    assertThat(has(row, "_batch")).isTrue();
  }

  @Test
  void keepsZeroAndTheEmptyTextApartFromNull() {
    Event event = new Event(SCHEMA);
    event.set("text", "");
    event.set("whole", 0L);
    event.set("fraction", 0.0);
    event.set("at", Instant.EPOCH);
    DynamicMessage row = read(SCHEMA, encoder.encode(event, new RowEncoder.Marks("b", "e", null)));
    assertThat(List.of("text", "whole", "fraction", "at"))
        .allSatisfy(name -> assertThat(has(row, name)).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59.999999Z"
      })
  void countsMicrosecondsFromTheEpochInBothDirections(String text) {
    Instant time = Instant.parse(text);
    Event event = new Event(SCHEMA);
    event.set("at", time);
    DynamicMessage row = read(SCHEMA, encoder.encode(event, new RowEncoder.Marks("b", "e", null)));
    long micros = (long) value(row, "at");
    assertThat(
            Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000))
        .isEqualTo(time);
  }

  @Test
  void growsForALargeRowAndStaysRightForTheNextOne() {
    Event large = new Event(SCHEMA);
    large.set("text", "é".repeat(2_000_000));
    Event small = new Event(SCHEMA);
    small.set("text", "s");
    RowEncoder.Marks marks = new RowEncoder.Marks("b", "e", null);
    assertThat(value(read(SCHEMA, encoder.encode(large, marks)), "text"))
        .isEqualTo("é".repeat(2_000_000));
    assertThat(value(read(SCHEMA, encoder.encode(small, marks)), "text")).isEqualTo("s");
  }

  @Test
  void leavesTheNumbersOfColumnsWhenOneIsAdded() {
    Schema wider =
        Schemas.WEB.with(List.of(Field.string("more", 10, Source.wire("more"), "More.")));
    Descriptor before = MemoryBigQuery.descriptor(RowFormat.of(Schemas.WEB));
    Descriptor after = MemoryBigQuery.descriptor(RowFormat.of(wider));
    for (FieldDescriptor field : before.getFields()) {
      assertThat(after.findFieldByName(field.getName()).getNumber()).isEqualTo(field.getNumber());
    }
  }
}
