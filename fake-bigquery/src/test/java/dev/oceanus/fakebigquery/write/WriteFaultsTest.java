package dev.oceanus.fakebigquery.write;

import static dev.oceanus.fakebigquery.write.Fixture.PARENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.core.ApiFuture;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc.BigQueryWriteBlockingStub;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.Exceptions.OffsetAlreadyExists;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStream.Type;
import com.google.protobuf.Int64Value;
import dev.oceanus.fakebigquery.api.Json;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong on purpose, and what else a call is refused for. */
@Tag("slow")
class WriteFaultsTest {
  private static final Rows ROWS = Rows.of("a string");

  @TempDir Path folder;
  private Fixture fake;

  @BeforeEach
  void start() {
    fake = new Fixture(folder).withTable("a STRING");
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void resetsBeforeAFlushIsDone() throws Exception {
    String stream = streamWith("a", "b");
    fault("write.flush", "reset-before");

    assertUnavailable(() -> stub().flushRows(flush(stream, 1)));

    assertThat(fake.visible("a")).isEmpty();
    assertThat(stub().flushRows(flush(stream, 1)).getOffset()).isEqualTo(1);
  }

  @Test
  void resetsAfterAFlushIsDone() throws Exception {
    String stream = streamWith("a", "b");
    fault("write.flush", "reset-after");

    assertUnavailable(() -> stub().flushRows(flush(stream, 1)));

    assertThat(fake.visible("a")).containsExactly("a", "b");
    assertThat(stub().flushRows(flush(stream, 1)).getOffset()).isEqualTo(1);
    assertThat(fake.visible("a")).containsExactly("a", "b");
  }

  @Test
  void resetsAfterARefusalToo() throws Exception {
    String stream = streamWith("a");
    fault("write.flush", "reset-after");

    assertUnavailable(() -> stub().flushRows(flush(stream, 99)));
  }

  @Test
  void resetsBeforeAnAppendIsDoneAndTheClientRepeatsIt() throws Exception {
    StreamWriter writer = fake.writer(fake.stream(Type.COMMITTED), ROWS.schema());
    fault("write.append", "reset-before");

    assertThat(writer.append(ROWS.rows("a"), 0).get().getAppendResult().hasOffset()).isTrue();

    assertThat(fake.visible("a")).containsExactly("a");
    assertThat(fake.faults.json().get(0).path("hits").asInt()).isEqualTo(1);
  }

  @Test
  void resetsAfterAnAppendIsDoneAndTheClientsRepetitionIsRefused() throws Exception {
    StreamWriter writer = fake.writer(fake.stream(Type.COMMITTED), ROWS.schema());
    fault("write.append", "reset-after");

    assertThatThrownBy(() -> writer.append(ROWS.rows("a"), 0).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(OffsetAlreadyExists.class);

    assertThat(fake.visible("a")).containsExactly("a");
    assertThat(writer.append(ROWS.rows("b"), 1).get().hasAppendResult()).isTrue();
  }

  @Test
  void losesTheAnswersOfAllAppendsOnTheWay() throws Exception {
    String stream = fake.stream(Type.BUFFERED);
    StreamWriter writer = fake.writer(stream, ROWS.schema());
    fake.fault(
        """
        {"method": "write.append", "kind": "reset-after", "nth": 3}
        """);

    for (int i = 0; i < 5; i++) {
      ApiFuture<AppendRowsResponse> answer = writer.append(ROWS.rows("row " + i), i);
      try {
        assertThat(answer.get().getAppendResult().getOffset().getValue()).isEqualTo(i);
        assertThat(i).isNotEqualTo(2);
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(OffsetAlreadyExists.class);
        assertThat(i).isEqualTo(2);
      }
    }

    stub().flushRows(flush(stream, 4));
    assertThat(fake.visible("a")).containsExactly("row 0", "row 1", "row 2", "row 3", "row 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"write.createStream", "write.finalize", "write.getStream"})
  void resetsAroundEachOtherMethod(String method) throws Exception {
    String stream = streamWith("a");
    for (String kind : new String[] {"reset-before", "reset-after"}) {
      fault(method, kind);
      assertUnavailable(() -> call(method, stream));
      call(method, stream);
    }
    int made = fake.control("GET", Map.of()).path("streams").size();
    assertThat(made).isEqualTo(method.equals("write.createStream") ? 4 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    "503, '', UNAVAILABLE",
    "409, '', ABORTED",
    "500, '', INTERNAL",
    "429, '', RESOURCE_EXHAUSTED",
    "403, '', PERMISSION_DENIED",
    "401, '', UNAUTHENTICATED",
    "404, '', NOT_FOUND",
    "500, ABORTED, ABORTED",
  })
  void answersAStatusAndDoesNothing(int http, String reason, Code code) throws Exception {
    String stream = streamWith("a");
    for (String method : new String[] {"write.flush", "write.append"}) {
      fake.fault(
          """
          {"method": "%s", "kind": "status", "status": %d%s, "message": "so it is", "times": 1}
          """
              .formatted(method, http, reason.isEmpty() ? "" : ", \"reason\": \"" + reason + '"'));
    }

    assertThatThrownBy(() -> stub().flushRows(flush(stream, 0)))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(code);
              assertThat(e.getStatus().getDescription()).isEqualTo("so it is");
            });
    assertThat(RawConnection.to(fake).send(append(stream, "b")).end().getCode()).isEqualTo(code);

    assertThat(fake.visible("a")).isEmpty();
    assertThat(stub().finalizeWriteStream(finish(stream)).getRowCount()).isEqualTo(1);
  }

  @Test
  void answersAStatusInTheResponseAndKeepsTheConnection() throws Exception {
    String stream = streamWith("a");
    fake.fault(
        """
        {"method": "write.appendResponse", "kind": "status", "status": 429, "times": 1}
        """);
    RawConnection connection = RawConnection.to(fake);

    AppendRowsResponse refused = connection.send(append(stream, "b")).receive();
    AppendRowsResponse taken = connection.send(append(stream, "b")).receive();

    assertThat(refused.getError().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED.value());
    assertThat(taken.getAppendResult().getOffset().getValue()).isEqualTo(1);
  }

  @Test
  void closesAConnectionAfterTheNthAppend() throws Exception {
    String stream = fake.stream(Type.BUFFERED);
    fake.fault(
        """
        {"method": "write.connection", "kind": "status", "status": 200, "nth": 2}
        """);
    RawConnection connection = RawConnection.to(fake);

    connection.send(append(stream, "a")).receive();
    connection.send(append(stream, "b")).receive();

    assertThat(connection.end().getCode()).isEqualTo(Code.OK);
    assertThat(stub().finalizeWriteStream(finish(stream)).getRowCount()).isEqualTo(2);
  }

  @Test
  void closesAConnectionThatNobodyUses() throws Exception {
    String stream = fake.stream(Type.BUFFERED);
    RawConnection connection = RawConnection.to(fake);
    connection.send(append(stream, "a")).receive();

    fake.pass(Duration.ofMinutes(10));

    Status end = connection.end();
    assertThat(end.getCode()).isEqualTo(Code.ABORTED);
    assertThat(end.getDescription())
        .isEqualTo(
            "Closing the stream because it has been inactive for 600 seconds. Entity: " + stream);
  }

  @Test
  void tellsNobodyThatATableIsMissing() {
    fake.dropTable();

    assertThatThrownBy(() -> fake.stream(Type.BUFFERED))
        .hasMessageContaining("PERMISSION_DENIED")
        .hasMessageContaining(
            "Permission 'TABLES_GET' denied on resource '" + PARENT + "' (or it may not exist).");
    Status end = RawConnection.to(fake).send(append(PARENT + "/_default", "a")).end();
    assertThat(end.getCode()).isEqualTo(Code.PERMISSION_DENIED);
    assertThat(end.getDescription()).startsWith("Permission 'TABLES_UPDATE_DATA' denied on");
  }

  @Test
  void tellsThatATableIsMissingWhereItIsSetSo() {
    fake.dropTable();
    fake.set("writeMissingTable", "not-found");

    assertThatThrownBy(() -> fake.stream(Type.BUFFERED))
        .hasMessageContaining("NOT_FOUND: Requested entity was not found.");
  }

  @Test
  void endsAConnectionToAStreamThatIsNotThere() {
    Status end = RawConnection.to(fake).send(append(PARENT + "/streams/never", "a")).end();

    assertThat(end.getCode()).isEqualTo(Code.NOT_FOUND);
    assertThat(end.getDescription()).startsWith("Requested entity was not found.");
  }

  @Test
  void refusesACallerWithoutTheToken() {
    fake.set("bearerToken", "secret");

    assertCode(Code.UNAUTHENTICATED, () -> stub().createWriteStream(create()));
  }

  @Test
  void refusesWhatIsDenied() {
    fake.settings.change(
        Json.parse(
            """
            {"denied": {"write.createStream": "Permission denied while testing"}}
            """));

    assertCode(Code.PERMISSION_DENIED, () -> stub().createWriteStream(create()));
  }

  @Test
  void refusesMoreStreamsThanAnHourMayHave() {
    fake.set("writeStreamsPerHour", 2);
    stub().createWriteStream(create());
    stub().createWriteStream(create());

    assertCode(Code.RESOURCE_EXHAUSTED, () -> stub().createWriteStream(create()));
    fake.pass(Duration.ofHours(1));
    assertThat(stub().createWriteStream(create()).getName()).isNotEmpty();
  }

  @Test
  void refusesMoreConnectionsThanAllowed() throws Exception {
    fake.set("writeConnections", 1);
    String stream = fake.stream(Type.BUFFERED);
    RawConnection first = RawConnection.to(fake);
    first.send(append(stream, "a")).receive();

    assertThat(RawConnection.to(fake).end().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(first.send(append(stream, "b")).receive().hasAppendResult()).isTrue();
  }

  @Test
  void refusesMoreBytesThanASecondMayHave() {
    fake.set("writeBytesPerSecond", 10);
    String stream = fake.stream(Type.BUFFERED);

    AppendRowsResponse response = RawConnection.to(fake).send(append(stream, "a")).receive();

    assertThat(response.getError().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED.value());
  }

  @Test
  void endsAConnectionWhoseFirstRequestTellsNoSchema() {
    String stream = fake.stream(Type.BUFFERED);
    AppendRowsRequest.Builder request = append(stream, "a").toBuilder();
    request.getProtoRowsBuilder().clearWriterSchema();

    assertThat(RawConnection.to(fake).send(request.build()).end().getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(
            RawConnection.to(fake)
                .send(append(stream, "a").toBuilder().clearWriteStream().build())
                .end()
                .getCode())
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void refusesRowsInArrowFormat() {
    AppendRowsRequest request =
        AppendRowsRequest.newBuilder()
            .setWriteStream(PARENT + "/_default")
            .setArrowRows(AppendRowsRequest.ArrowData.getDefaultInstance())
            .build();

    Status end = RawConnection.to(fake).send(request).end();

    assertThat(end.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(end.getDescription()).contains("Arrow");
  }

  @Test
  void takesSeveralStreamsOverOneConnection() {
    String first = fake.stream(Type.BUFFERED);
    String second = fake.stream(Type.COMMITTED);
    RawConnection connection = RawConnection.to(fake);
    connection.send(append(first, "a"));
    connection.send(append(second, "b"));
    AppendRowsRequest.Builder again = append(first, "c").toBuilder();
    again.getProtoRowsBuilder().clearWriterSchema();
    connection.send(again.build());

    assertThat(connection.receive().getWriteStream()).isEqualTo(first);
    assertThat(connection.receive().getWriteStream()).isEqualTo(second);
    assertThat(connection.receive().getAppendResult().getOffset().getValue()).isEqualTo(1);
    assertThat(fake.visible("a")).containsExactly("b");
  }

  private String streamWith(String... values) throws Exception {
    String stream = fake.stream(Type.BUFFERED);
    fake.writer(stream, ROWS.schema()).append(ROWS.rows((Object[]) values), 0).get();
    return stream;
  }

  private void fault(String method, String kind) {
    fake.fault("{\"method\": \"%s\", \"kind\": \"%s\", \"times\": 1}".formatted(method, kind));
  }

  /** The client without retries. */
  private BigQueryWriteBlockingStub stub() {
    return BigQueryWriteGrpc.newBlockingStub(fake.channel);
  }

  private void call(String method, String stream) {
    var unused =
        switch (method) {
          case "write.createStream" -> stub().createWriteStream(create());
          case "write.finalize" -> stub().finalizeWriteStream(finish(stream));
          default ->
              stub().getWriteStream(GetWriteStreamRequest.newBuilder().setName(stream).build());
        };
  }

  private static CreateWriteStreamRequest create() {
    return CreateWriteStreamRequest.newBuilder()
        .setParent(PARENT)
        .setWriteStream(WriteStream.newBuilder().setType(Type.BUFFERED))
        .build();
  }

  private static FinalizeWriteStreamRequest finish(String stream) {
    return FinalizeWriteStreamRequest.newBuilder().setName(stream).build();
  }

  private static FlushRowsRequest flush(String stream, long offset) {
    return FlushRowsRequest.newBuilder()
        .setWriteStream(stream)
        .setOffset(Int64Value.of(offset))
        .build();
  }

  private static AppendRowsRequest append(String stream, String value) {
    return AppendRowsRequest.newBuilder()
        .setWriteStream(stream)
        .setProtoRows(
            AppendRowsRequest.ProtoData.newBuilder()
                .setWriterSchema(ROWS.schema())
                .setRows(ROWS.rows(value)))
        .build();
  }

  private static void assertUnavailable(Runnable call) {
    assertCode(Code.UNAVAILABLE, call);
  }

  private static void assertCode(Code code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).as("%s", e.getStatus()).isEqualTo(code));
  }
}
