package dev.oceanus.fakebigquery.query;

import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.load.Times;
import dev.oceanus.fakebigquery.schema.Column;
import dev.oceanus.fakebigquery.store.Names;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values of rows as the API answers them: {@code {"f": [{"v": "text"}]}}. */
public final class Cells {
  private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ISO_LOCAL_DATE_TIME;

  private Cells() {}

  /** What to select so that {@link #row} can read it. */
  static String selection(List<Column> columns) {
    return columns.stream().map(Cells::selection).collect(Collectors.joining(", "));
  }

  private static String selection(Column column) {
    String name = Names.quoted(column.name());
    return switch (column.type()) {
      case TIMESTAMP, DATETIME, TIME -> "epoch_us(" + name + ")";
      case BYTES -> "base64(" + name + ")";
      case FLOAT -> name;
      case STRING, INTEGER, BOOLEAN, DATE, NUMERIC, JSON -> "CAST(" + name + " AS VARCHAR)";
    };
  }

  static ObjectNode row(ResultSet result, List<Column> columns, boolean int64Timestamps)
      throws SQLException {
    ArrayNode cells = Json.array();
    for (int i = 0; i < columns.size(); i++) {
      cells.add(Json.object().put("v", text(result, i + 1, columns.get(i), int64Timestamps)));
    }
    return Json.object().set("f", cells);
  }

  private static @Nullable String text(
      ResultSet result, int index, Column column, boolean int64Timestamps) throws SQLException {
    String text = result.getString(index);
    if (text == null) {
      return null;
    }
    return switch (column.type()) {
      case TIMESTAMP -> int64Timestamps ? text : seconds(text);
      case DATETIME -> DATE_TIME.format(LocalDateTime.ofInstant(instant(text), ZoneOffset.UTC));
      case TIME ->
          LocalTime.MIN
              .plus(Long.parseLong(text), ChronoUnit.MICROS)
              .format(DateTimeFormatter.ISO_LOCAL_TIME);
      case NUMERIC -> new BigDecimal(text).stripTrailingZeros().toPlainString();
      case FLOAT -> Double.toString(result.getDouble(index));
      case STRING, BYTES, INTEGER, BOOLEAN, DATE, JSON -> text;
    };
  }

  private static Instant instant(String micros) {
    return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
  }

  /** Seconds as the API writes them, with an exponent: {@code 1.7E9}. */
  private static String seconds(String micros) {
    BigDecimal seconds =
        new BigDecimal(micros).divide(BigDecimal.valueOf(Times.MICROS)).stripTrailingZeros();
    int exponent = seconds.precision() - seconds.scale() - 1;
    return seconds.signum() == 0
        ? "0.0"
        : seconds.movePointLeft(exponent).toPlainString() + "E" + exponent;
  }
}
