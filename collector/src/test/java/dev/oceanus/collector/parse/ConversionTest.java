package dev.oceanus.collector.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.oceanus.collector.request.Kind;
import dev.oceanus.common.schema.FieldType;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConversionTest {
  static Stream<Arguments> values() {
    return Stream.of(
        arguments(FieldType.STRING, Kind.TEXT, "a", "a"),
        arguments(FieldType.STRING, Kind.NUMBER, "1.50", "1.50"),
        arguments(FieldType.STRING, Kind.BOOLEAN, "true", "true"),
        arguments(FieldType.STRING, Kind.COMPOUND, "{}", null),
        arguments(FieldType.INT64, Kind.NUMBER, "3", 3L),
        arguments(FieldType.INT64, Kind.TEXT, "-3", -3L),
        arguments(FieldType.INT64, Kind.TEXT, "9223372036854775807", Long.MAX_VALUE),
        arguments(FieldType.INT64, Kind.TEXT, "-9223372036854775808", Long.MIN_VALUE),
        arguments(FieldType.INT64, Kind.TEXT, "9223372036854775808", null),
        arguments(FieldType.INT64, Kind.TEXT, "99999999999999999999999999", null),
        arguments(FieldType.INT64, Kind.NUMBER, "3.0", null),
        arguments(FieldType.INT64, Kind.NUMBER, "1e3", null),
        arguments(FieldType.INT64, Kind.TEXT, "-", null),
        arguments(FieldType.INT64, Kind.TEXT, "+3", null),
        arguments(FieldType.INT64, Kind.TEXT, "٣", null),
        arguments(FieldType.INT64, Kind.TEXT, " 3", null),
        arguments(FieldType.INT64, Kind.BOOLEAN, "true", null),
        arguments(FieldType.INT64, Kind.COMPOUND, "[3]", null),
        arguments(FieldType.FLOAT64, Kind.NUMBER, "1e3", 1000.0),
        arguments(FieldType.FLOAT64, Kind.TEXT, "-0.5", -0.5),
        arguments(FieldType.FLOAT64, Kind.NUMBER, "1e-400", 0.0),
        arguments(FieldType.FLOAT64, Kind.TEXT, "1e400", null),
        arguments(FieldType.FLOAT64, Kind.TEXT, "NaN", null),
        arguments(FieldType.FLOAT64, Kind.TEXT, "Infinity", null),
        arguments(FieldType.FLOAT64, Kind.TEXT, "0x1p3", null),
        arguments(FieldType.FLOAT64, Kind.TEXT, "1d", null),
        arguments(FieldType.FLOAT64, Kind.TEXT, "1.2.3", null),
        arguments(FieldType.FLOAT64, Kind.TEXT, "1".repeat(301), null),
        arguments(FieldType.FLOAT64, Kind.COMPOUND, "[1]", null),
        arguments(FieldType.BOOL, Kind.BOOLEAN, "true", true),
        arguments(FieldType.BOOL, Kind.TEXT, "false", false),
        arguments(FieldType.BOOL, Kind.TEXT, "yes", null),
        arguments(FieldType.BOOL, Kind.TEXT, "True", null),
        arguments(FieldType.BOOL, Kind.NUMBER, "1", null),
        arguments(FieldType.TIMESTAMP, Kind.NUMBER, "1000", Instant.ofEpochSecond(1)),
        arguments(FieldType.TIMESTAMP, Kind.TEXT, "1000.5", Instant.ofEpochSecond(1, 500_000)),
        arguments(
            FieldType.TIMESTAMP,
            Kind.TEXT,
            "2026-11-24T17:15:02.1234567+09:00",
            Instant.parse("2026-11-24T08:15:02.123456Z")),
        arguments(FieldType.TIMESTAMP, Kind.TEXT, "2026-11-24T08:15:02", null),
        arguments(FieldType.TIMESTAMP, Kind.TEXT, "+10000-01-01T00:00:00Z", null),
        arguments(FieldType.TIMESTAMP, Kind.TEXT, "-0001-01-01T00:00:00Z", null),
        arguments(FieldType.TIMESTAMP, Kind.TEXT, "soon", null),
        arguments(FieldType.TIMESTAMP, Kind.BOOLEAN, "true", null),
        arguments(FieldType.JSON, Kind.TEXT, "a\"b", "\"a\\\"b\""),
        arguments(FieldType.JSON, Kind.NUMBER, "1.50", "1.50"),
        arguments(FieldType.JSON, Kind.BOOLEAN, "true", "true"),
        arguments(FieldType.JSON, Kind.COMPOUND, "{ }", "{ }"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void convertsWhatIsOfTheTypeAndNothingElse(
      FieldType type, Kind kind, String text, @Nullable Object value) {
    assertThat(Conversion.convert(type, kind, text)).isEqualTo(value);
  }
}
