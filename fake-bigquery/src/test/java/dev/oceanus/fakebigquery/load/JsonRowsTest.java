package dev.oceanus.fakebigquery.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.fakebigquery.schema.ColumnsForTests;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRowsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "STRING    | \"x\"                              | x",
        "STRING    | 12                                 | 12",
        "STRING    | 1.50                               | 1.50",
        "STRING    | true                               | true",
        "INT64     | 12                                 | 12",
        "INT64     | \"12\"                             | 12",
        "INT64     | -9223372036854775808               | -9223372036854775808",
        "INT64     | 3.0                                | 3",
        "FLOAT64   | 1                                  | 1.0",
        "FLOAT64   | \"2.5\"                            | 2.5",
        "FLOAT64   | \"NaN\"                            | NaN",
        "BOOL      | true                               | true",
        "BOOL      | \"false\"                          | false",
        "TIMESTAMP | \"1970-01-01T00:00:01Z\"           | 1000000",
        "TIMESTAMP | \"1970-01-01 00:00:01.5\"          | 1500000",
        "TIMESTAMP | \"1970-01-01 00:00:01.000001 UTC\" | 1000001",
        "TIMESTAMP | \"1970-01-01T01:00:00+01:00\"      | 0",
        "TIMESTAMP | \"1970-01-02\"                     | 86400000000",
        "TIMESTAMP | 1.5                                | 1500000",
        "TIMESTAMP | 7                                  | 7000000",
        "DATE      | \"1970-01-11\"                     | 10",
        "DATETIME  | \"1970-01-01T00:00:02\"            | 2000000",
        "TIME      | \"00:01:00\"                       | 60000000",
        "NUMERIC   | 1.25                               | 1.250000000",
        "NUMERIC   | \"-3\"                             | -3.000000000",
        "JSON      | {\"a\":[1,{\"b\":null}]}           | {\"a\":[1,{\"b\":null}]}",
        "JSON      | \"text\"                           | \"text\"",
        "JSON      | 17                                 | 17"
      })
  void readsWhatBigQueryReads(String type, String json, String value) throws BadRowException {
    assertThat(Objects.toString(read(type, json))).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "INT64     | 1.5                         | Could not convert value 'double_value: 1.5' to integer. Field: x; Value: 1.5",
        "INT64     | \"abc\"                     | Could not convert value 'string_value: \"abc\"' to integer. Field: x; Value: abc",
        "INT64     | 9223372036854775808         | Could not convert value 'number_value: 9223372036854775808' to integer. Field: x; Value: 9223372036854775808",
        "INT64     | true                        | Could not convert value 'bool_value: true' to integer. Field: x; Value: true",
        "BOOL      | 1                           | Could not convert value 'int64_value: 1' to boolean. Field: x; Value: 1",
        "BOOL      | \"perhaps\"                 | Could not convert value 'string_value: \"perhaps\"' to boolean. Field: x; Value: perhaps",
        "TIMESTAMP | \"yesterday\"               | Couldn't convert value to timestamp: Could not parse 'yesterday' as a timestamp.",
        "TIMESTAMP | \"2026-02-30T00:00:00Z\"    | Couldn't convert value to timestamp: Could not parse '2026-02-30T00:00:00Z' as a timestamp.",
        "TIMESTAMP | \"2026-01-01T25:00:00Z\"    | Couldn't convert value to timestamp: Could not parse '2026-01-01T25:00:00Z' as a timestamp.",
        "DATE      | \"2026-01-01T00:00:00Z\"    | Could not parse '2026-01-01T00:00:00Z' as DATE for field x",
        "STRING    | {\"a\":1}                   | JSON object specified for non-record field: x.",
        "STRING    | [\"a\"]                     | Array specified for non-repeated field: x."
      })
  void refusesWhatBigQueryRefuses(String type, String json, String message) {
    assertThatThrownBy(() -> read(type, json))
        .isInstanceOf(BadRowException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesAFieldThatTheTableDoesNotHave() {
    assertThatThrownBy(() -> row("a STRING", "{\"a\":\"1\",\"b\":2}"))
        .isInstanceOf(BadRowException.class)
        .hasMessage("No such field: b.");
  }

  @Test
  void passesOverUnknownFieldsWhenToldTo() throws BadRowException {
    byte[] line = "{\"b\":{\"c\":[1]},\"a\":\"1\"}".getBytes(UTF_8);

    assertThat(new JsonRows(ColumnsForTests.of("a STRING"), true).parse(line, 0, line.length))
        .containsExactly("1");
  }

  @Test
  void wantsAValueForARequiredField() {
    assertThatThrownBy(() -> row("a STRING REQUIRED, b STRING", "{\"b\":\"x\"}"))
        .hasMessage("Missing required field: a.");
    assertThatThrownBy(() -> row("a STRING REQUIRED", "{\"a\":null}"))
        .hasMessage("Only optional fields can be set to NULL. Field: a; Value: NULL");
  }

  @Test
  void refusesAFieldThatIsThereTwice() {
    assertThatThrownBy(() -> row("a STRING", "{\"a\":\"1\",\"A\":\"2\"}"))
        .isInstanceOf(BadRowException.class)
        .hasMessageContaining("more than once");
  }

  @Test
  void refusesWhatIsNoObject() {
    assertThatThrownBy(() -> row("a STRING", "[]"))
        .hasMessage("Start of array encountered without start of object.");
    assertThatThrownBy(() -> row("a STRING", "7"))
        .hasMessage("Value encountered without start of object.");
    assertThatThrownBy(() -> row("a STRING", "{\"a\":\"1\"} {}"))
        .hasMessage("Only one JSON object is allowed in a line.");
    assertThatThrownBy(() -> row("a STRING", "{\"a\":\"1"))
        .hasMessage("Parser terminated before end of string");
  }

  @Test
  void forgetsTheRowBefore() throws BadRowException {
    JsonRows rows = new JsonRows(ColumnsForTests.of("a STRING, b STRING"), false);
    byte[] first = "{\"a\":\"1\",\"b\":\"2\"}".getBytes(UTF_8);
    byte[] second = "{\"a\":\"3\"}".getBytes(UTF_8);
    rows.parse(first, 0, first.length);

    assertThat(rows.parse(second, 0, second.length)).containsExactly("3", null);
  }

  @Test
  void refusesNumericWithTooManyDigits() {
    assertThat(Values.decimal("0.123456789")).isEqualTo(new BigDecimal("0.123456789"));
    assertThatThrownBy(() -> read("NUMERIC", "0.1234567891")).isInstanceOf(BadRowException.class);
    assertThatThrownBy(() -> read("NUMERIC", "1" + "0".repeat(29)))
        .isInstanceOf(BadRowException.class);
  }

  private static @Nullable Object read(String type, String json) throws BadRowException {
    return row("x " + type, "{\"x\":" + json + "}")[0];
  }

  private static @Nullable Object[] row(String columns, String json) throws BadRowException {
    byte[] line = ("##" + json).getBytes(UTF_8);
    @Nullable Object @Nullable [] values =
        new JsonRows(ColumnsForTests.of(columns), false).parse(line, 2, line.length - 2);
    return Objects.requireNonNull(values);
  }
}
