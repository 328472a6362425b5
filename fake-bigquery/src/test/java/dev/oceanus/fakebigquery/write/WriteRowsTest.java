package dev.oceanus.fakebigquery.write;

import static dev.oceanus.fakebigquery.write.Fixture.PARENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.CivilTimeEncoder;
import com.google.cloud.bigquery.storage.v1.Exceptions.AppendSerializationError;
import com.google.cloud.bigquery.storage.v1.Exceptions.SchemaMismatchedException;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.RowError.RowErrorCode;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream.Type;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows a table takes, and what becomes of those that it does not. */
@Tag("slow")
class WriteRowsTest {
  private static final String DEFAULT = PARENT + "/streams/_default";

  @TempDir Path folder;
  private Fixture fake;

  @BeforeEach
  void start() {
    fake = new Fixture(folder);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @ParameterizedTest
  @CsvSource({
    "STRING, string, text, text",
    "STRING, string, '', ''",
    "INTEGER, int64, -9223372036854775808, -9223372036854775808",
    "INTEGER, sint64, -7, -7",
    "INTEGER, int32, -7, -7",
    "INTEGER, uint32, -1, 4294967295",
    "FLOAT, double, 1.5, 1.5",
    "FLOAT, float, 1.5, 1.5",
    "BOOLEAN, bool, true, true",
    "BOOLEAN, int64, 5, true",
    "BOOLEAN, uint64, 0, false",
    "TIMESTAMP, int64, 1700000000123456, 2023-11-14 22:13:20.123456",
    "TIMESTAMP, int64, -62135596800000000, 0001-01-01 00:00:00",
    "TIMESTAMP, int64, 253402300799999999, 9999-12-31 23:59:59.999999",
    "DATE, int32, -719162, 0001-01-01",
    "DATE, string, 2026-11-24, 2026-11-24",
    "TIME, string, 12:34:56.789, 12:34:56.789",
    "DATETIME, string, 2026-11-24 12:34:56, 2026-11-24 12:34:56",
    "NUMERIC, string, -12.5, -12.500000000",
    "NUMERIC, int64, 7, 7.000000000",
    "NUMERIC, uint64, -1, 18446744073709551615.000000000",
    "JSON, string, '{\"a\": [1, null]}', '{\"a\": [1, null]}'",
    "JSON, string, 17, 17",
  })
  void takes(String column, String field, String value, String visible) throws Exception {
    fake.withTable("v " + column);
    Rows rows = Rows.of("v " + field);

    fake.writer(DEFAULT, rows.schema()).append(rows.rows(parsed(field, value))).get();

    assertThat(fake.visible("v")).containsExactly(visible);
  }

  @Test
  void takesDatesAndTimesInTheClientsPackedForm() throws Exception {
    fake.withTable("d DATETIME", "t TIME");
    Rows rows = Rows.of("d int64", "t int64");
    LocalDateTime time = LocalDateTime.of(2026, 11, 24, 23, 58, 59, 123_456_000);

    ByteString row =
        rows.row(
            Map.of(
                "d", CivilTimeEncoder.encodePacked64DatetimeMicrosLocalDateTime(time),
                "t", CivilTimeEncoder.encodePacked64TimeMicrosLocalTime(time.toLocalTime())));
    fake.writer(DEFAULT, rows.schema()).append(Rows.rows(row)).get();

    assertThat(fake.visible("d")).containsExactly("2026-11-24 23:58:59.123456");
    assertThat(fake.visible("t")).containsExactly("23:58:59.123456");
  }

  @ParameterizedTest
  @CsvSource({
    "TIMESTAMP, int64, 253402300800000000, Timestamp field value is out of range: 253402300800000000 on field v.",
    "TIMESTAMP, int64, -9223372036854775808, Timestamp field value is out of range: -9223372036854775808 on field v.",
    "DATE, int32, 2932897, Date field value is out of range: 2932897 on field v.",
    "DATE, string, 2026-13-01, Invalid date: '2026-13-01' on field v.",
    "TIME, string, 25:00:00, Invalid time: '25:00:00' on field v.",
    "NUMERIC, string, twelve, Invalid NUMERIC value: twelve on field v.",
    "NUMERIC, string, 0.0000000001, Invalid NUMERIC value: 1E-10 on field v.",
    "JSON, string, '{\"a\":', Invalid JSON value",
    "JSON, string, '1 2', Invalid JSON value",
    "JSON, string, '', Invalid JSON value",
  })
  void refusesTheRow(String column, String field, String value, String why) throws Exception {
    fake.withTable("v " + column);
    Rows rows = Rows.of("v " + field);

    AppendSerializationError refused =
        failure(
            fake.writer(DEFAULT, rows.schema()),
            rows.rows(parsed(field, value)),
            AppendSerializationError.class);

    assertThat(refused.getRowIndexToErrorMessage().get(0)).contains(why);
    assertThat(fake.visible("v")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "STRING, int64", "STRING, bytes", "INTEGER, string", "INTEGER, uint64", "INTEGER, double",
    "FLOAT, int64", "BOOLEAN, string", "TIMESTAMP, string", "TIMESTAMP, double", "DATE, double",
    "JSON, bytes", "BYTES, int32",
  })
  void refusesTheWritersSchema(String column, String field) {
    fake.withTable("v " + column);
    Rows rows = Rows.of("v " + field);

    assertThatThrownBy(
            () ->
                fake.writer(DEFAULT, rows.schema())
                    .append(ProtoRows.newBuilder().addSerializedRows(ByteString.EMPTY).build())
                    .get())
        .hasMessageContaining("INVALID_ARGUMENT")
        .hasMessageContaining("The proto field mismatched with BigQuery field at v");
  }

  @Test
  void refusesAllRowsOfAnAppendForOneAndKeepsTheOffset() throws Exception {
    fake.withTable("id INTEGER REQUIRED", "j JSON");
    Rows rows = Rows.of("id int64", "j string");
    StreamWriter writer = fake.writer(fake.stream(Type.COMMITTED), rows.schema());
    writer.append(rows.rows(1L), 0).get();

    ByteString good = rows.row(Map.of("id", 2L, "j", "{}"));
    ByteString withoutId = rows.row(Map.of("j", "{}"));
    ByteString broken = rows.row(Map.of("id", 3L, "j", "{"));
    AppendSerializationError refused =
        failure(writer, Rows.rows(good, withoutId, good, broken), AppendSerializationError.class);

    assertThat(refused.getRowIndexToErrorMessage()).containsOnlyKeys(1, 3);
    assertThat(refused.getRowIndexToErrorMessage().get(1)).contains("on field id.");
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(writer.append(rows.rows(2L), 1).get().getAppendResult().getOffset().getValue())
        .isEqualTo(1);
    assertThat(fake.visible("id")).containsExactly("1", "2");
  }

  @Test
  void tellsRowErrorsBesideTheStatus() throws Exception {
    fake.withTable("j JSON");
    Rows rows = Rows.of("j string");

    AppendRowsResponse response = raw(request(rows, rows.rows("{}", "{")).build());

    assertThat(response.getError().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
    assertThat(response.getError().getMessage())
        .startsWith("Errors found while processing rows.")
        .endsWith("Entity: " + DEFAULT);
    assertThat(response.getRowErrorsList())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.getIndex()).isEqualTo(1);
              assertThat(error.getCode()).isEqualTo(RowErrorCode.FIELDS_ERROR);
            });
  }

  @Test
  void refusesASchemaWithoutARequiredColumn() {
    fake.withTable("id INTEGER REQUIRED", "a STRING");
    Rows rows = Rows.of("a string");

    assertThatThrownBy(() -> fake.writer(DEFAULT, rows.schema()).append(rows.rows("x")).get())
        .hasMessageContaining("The required field id is missing");
  }

  @Test
  void refusesASchemaWithAColumnThatTheTableLacks() throws Exception {
    fake.withTable("a STRING");
    Rows rows = Rows.of("a string", "b string");
    String stream = fake.stream(Type.BUFFERED);

    SchemaMismatchedException refused =
        failure(
            fake.writer(stream, rows.schema()), rows.rows("x"), SchemaMismatchedException.class);

    assertThat(refused)
        .hasMessageContaining(
            "Input schema has more fields than BigQuery schema, extra fields: 'b'");
    assertThat(refused.getStreamName()).isEqualTo(stream);
  }

  @Test
  void findsColumnsWithoutRegardToCase() throws Exception {
    fake.withTable("Page_Url STRING");
    Rows rows = Rows.of("page_url string");

    fake.writer(DEFAULT, rows.schema()).append(rows.rows("x")).get();

    assertThat(fake.visible("Page_Url")).containsExactly("x");
  }

  @Test
  void writesNullWhereARowHasNoValue() throws Exception {
    fake.withTable("a STRING", "b STRING");
    Rows rows = Rows.of("b string");

    fake.writer(DEFAULT, rows.schema()).append(rows.rows("x")).get();

    assertThat(fake.visible("a")).containsExactly("null");
    assertThat(fake.visible("b")).containsExactly("x");
  }

  @Test
  void refusesARepeatedField() {
    fake.withTable("a STRING");
    DescriptorProto.Builder message = Rows.of("a string").descriptor().toProto().toBuilder();
    message.getFieldBuilder(0).setLabel(FieldDescriptorProto.Label.LABEL_REPEATED);
    Rows rows = Rows.of(message.build());

    assertThatThrownBy(
            () ->
                fake.writer(DEFAULT, rows.schema())
                    .append(Rows.rows(rows.row(Map.of("a", List.of("x")))))
                    .get())
        .hasMessageContaining("INVALID_ARGUMENT");
  }

  @Test
  void refusesAFieldThatTheWritersSchemaLacks() throws Exception {
    fake.withTable("a STRING");
    Rows rows = Rows.of("a string");
    ByteString row = Rows.of("a string", "b string").row(Map.of("a", "x", "b", "y"));

    AppendSerializationError refused =
        failure(
            fake.writer(DEFAULT, rows.schema()), Rows.rows(row), AppendSerializationError.class);

    assertThat(refused.getRowIndexToErrorMessage().get(0)).contains("field of number 2");
  }

  @Test
  void refusesARequestThatIsTooLargeAndGoesOn() throws Exception {
    fake.withTable("a STRING");
    Rows rows = Rows.of("a string");
    StreamWriter writer = fake.writer(DEFAULT, rows.schema());

    assertThatThrownBy(() -> writer.append(rows.rows("x".repeat(11 << 20))).get())
        .hasMessageContaining("INVALID_ARGUMENT");
    writer.append(rows.rows("y")).get();

    assertThat(fake.visible("a")).containsExactly("y");
  }

  @Test
  void refusesARequestWithoutRows() {
    fake.withTable("a STRING");
    Rows rows = Rows.of("a string");

    assertThatThrownBy(
            () -> fake.writer(DEFAULT, rows.schema()).append(ProtoRows.getDefaultInstance()).get())
        .hasMessageContaining("INVALID_ARGUMENT: Rows must be specified.");
  }

  private AppendRowsResponse raw(AppendRowsRequest request) {
    return RawConnection.to(fake).send(request).receive();
  }

  private static AppendRowsRequest.Builder request(Rows rows, ProtoRows serialized) {
    return AppendRowsRequest.newBuilder()
        .setWriteStream(DEFAULT)
        .setProtoRows(
            AppendRowsRequest.ProtoData.newBuilder()
                .setWriterSchema(rows.schema())
                .setRows(serialized));
  }

  private static Object parsed(String field, String value) {
    return switch (field) {
      case "int64", "uint64", "sint64" -> Long.parseLong(value);
      case "int32", "uint32" -> Integer.parseInt(value);
      case "double" -> Double.parseDouble(value);
      case "float" -> Float.parseFloat(value);
      case "bool" -> Boolean.parseBoolean(value);
      default -> value;
    };
  }

  private static <E extends Throwable> E failure(
      StreamWriter writer, ProtoRows rows, Class<E> expected) {
    ExecutionException failed =
        catchThrowableOfType(ExecutionException.class, () -> writer.append(rows).get());
    assertThat(failed.getCause()).isInstanceOf(expected);
    return expected.cast(failed.getCause());
  }
}
