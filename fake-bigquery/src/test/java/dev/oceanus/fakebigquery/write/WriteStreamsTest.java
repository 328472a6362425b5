package dev.oceanus.fakebigquery.write;

import static dev.oceanus.fakebigquery.write.Fixture.PARENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.core.ApiFuture;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.OutOfRangeException;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.Exceptions.OffsetAlreadyExists;
import com.google.cloud.bigquery.storage.v1.Exceptions.OffsetOutOfRange;
import com.google.cloud.bigquery.storage.v1.Exceptions.StreamFinalizedException;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStream.Type;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import com.google.protobuf.Int64Value;
import dev.oceanus.fakebigquery.api.ApiException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of streams, as the official client sees it. */
class WriteStreamsTest {
  private static final Rows ROWS = Rows.of("a string");

  @TempDir Path folder;
  private Fixture fake;

  @BeforeEach
  void start() {
    fake = new Fixture(folder).withTable("a STRING", "n INTEGER");
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void showsRowsOfACommittedStreamAtOnce() throws Exception {
    StreamWriter writer = fake.writer(fake.stream(Type.COMMITTED), ROWS.schema());

    assertThat(offset(writer.append(ROWS.rows("x"), 0))).isZero();
    assertThat(offset(writer.append(ROWS.rows("y", "z"), 1))).isEqualTo(1);
    assertThat(offset(writer.append(ROWS.rows("end")))).isEqualTo(3);

    assertThat(fake.visible("a")).containsExactly("x", "y", "z", "end");
  }

  @Test
  void showsRowsOfTheDefaultStreamWithoutAnOffset() throws Exception {
    StreamWriter writer = fake.writer(PARENT + "/streams/_default", ROWS.schema());

    AppendRowsResponse response = writer.append(ROWS.rows("x")).get();

    assertThat(response.getAppendResult().hasOffset()).isFalse();
    assertThat(fake.visible("a")).containsExactly("x");
  }

  @Test
  void showsRowsOfABufferedStreamUpToTheFlushedOffset() throws Exception {
    String stream = fake.stream(Type.BUFFERED);
    StreamWriter writer = fake.writer(stream, ROWS.schema());
    writer.append(ROWS.rows("a", "b", "c"), 0).get();
    writer.append(ROWS.rows("d", "e"), 3).get();

    assertThat(fake.visible("a")).isEmpty();
    assertThat(flush(stream, 1)).isEqualTo(1);
    assertThat(fake.visible("a")).containsExactly("a", "b");
    assertThat(flush(stream, 3)).isEqualTo(3);
    assertThat(fake.visible("a")).containsExactly("a", "b", "c", "d");
    assertThat(flush(stream, 4)).isEqualTo(4);
    assertThat(fake.visible("a")).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void showsNoRowTwiceWhenAFlushIsRepeated() throws Exception {
    String stream = fake.stream(Type.BUFFERED);
    fake.writer(stream, ROWS.schema()).append(ROWS.rows("a", "b", "c"), 0).get();
    flush(stream, 2);

    assertThat(flush(stream, 2)).isEqualTo(2);
    assertThat(flush(stream, 0)).isZero();
    assertThat(fake.visible("a")).containsExactly("a", "b", "c");
  }

  @Test
  void saysThatAFlushIsOldWhereItIsSetSo() throws Exception {
    fake.set("writeReflush", "already-exists");
    String stream = fake.stream(Type.BUFFERED);
    fake.writer(stream, ROWS.schema()).append(ROWS.rows("a"), 0).get();
    flush(stream, 0);

    assertThatThrownBy(() -> flush(stream, 0)).isInstanceOf(AlreadyExistsException.class);
    assertThat(fake.visible("a")).containsExactly("a");
  }

  @Test
  void refusesAFlushBeyondTheRows() throws Exception {
    String stream = fake.stream(Type.BUFFERED);
    fake.writer(stream, ROWS.schema()).append(ROWS.rows("a"), 0).get();

    assertThatThrownBy(() -> flush(stream, 1))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessageContaining("Offset 1 is beyond the end of the stream Entity: " + stream);
    assertThat(fake.visible("a")).isEmpty();
  }

  @Test
  void refusesAFlushOfAFinalizedStreamEvenIfItIsOld() throws Exception {
    String stream = fake.stream(Type.BUFFERED);
    fake.writer(stream, ROWS.schema()).append(ROWS.rows("a", "b"), 0).get();
    flush(stream, 0);

    assertThat(fake.client.finalizeWriteStream(stream).getRowCount()).isEqualTo(2);
    for (long offset = 0; offset < 2; offset++) {
      long each = offset;
      assertThatThrownBy(() -> flush(stream, each))
          .isInstanceOf(InvalidArgumentException.class)
          .hasMessageContaining("Stream has been finalized and cannot be appended");
    }
    assertThat(fake.visible("a")).containsExactly("a");
  }

  @Test
  void refusesAFlushOfAnotherType() throws Exception {
    String stream = fake.stream(Type.COMMITTED);
    fake.writer(stream, ROWS.schema()).append(ROWS.rows("a"), 0).get();

    assertThatThrownBy(() -> flush(stream, 0)).isInstanceOf(InvalidArgumentException.class);
    assertThatThrownBy(() -> flush(PARENT + "/streams/_default", 0))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void refusesAnOffsetThatIsWritten() throws Exception {
    String stream = fake.stream(Type.BUFFERED);
    StreamWriter writer = fake.writer(stream, ROWS.schema());
    writer.append(ROWS.rows("a", "b"), 0).get();

    OffsetAlreadyExists refused =
        failure(writer.append(ROWS.rows("a"), 0), OffsetAlreadyExists.class);

    assertThat(refused.getExpectedOffset()).isEqualTo(2);
    assertThat(refused.getActualOffset()).isZero();
    assertThat(refused.getStreamName()).isEqualTo(stream);
    assertThat(offset(writer.append(ROWS.rows("c"), 2))).isEqualTo(2);
  }

  @Test
  void refusesAnOffsetThatLeavesAHole() throws Exception {
    StreamWriter writer = fake.writer(fake.stream(Type.COMMITTED), ROWS.schema());

    OffsetOutOfRange refused = failure(writer.append(ROWS.rows("a"), 10), OffsetOutOfRange.class);

    assertThat(refused.getExpectedOffset()).isZero();
    assertThat(refused.getActualOffset()).isEqualTo(10);
    assertThat(refused)
        .hasMessageContaining("The offset is beyond stream, expected offset 0, received 10");
    assertThat(fake.visible("a")).isEmpty();
  }

  @Test
  void refusesAnAppendToAFinalizedStream() throws Exception {
    String stream = fake.stream(Type.BUFFERED);
    StreamWriter writer = fake.writer(stream, ROWS.schema());
    writer.append(ROWS.rows("a"), 0).get();
    fake.client.finalizeWriteStream(stream);

    failure(writer.append(ROWS.rows("b"), 1), StreamFinalizedException.class);
    assertThat(fake.client.finalizeWriteStream(stream).getRowCount()).isEqualTo(1);
  }

  @Test
  void commitsPendingStreamsTogether() throws Exception {
    String first = fake.stream(Type.PENDING);
    String second = fake.stream(Type.PENDING);
    fake.writer(first, ROWS.schema()).append(ROWS.rows("a", "b"), 0).get();
    fake.writer(second, ROWS.schema()).append(ROWS.rows("c"), 0).get();
    fake.client.finalizeWriteStream(first);

    BatchCommitWriteStreamsResponse refused = commit(first, second);
    assertThat(refused.hasCommitTime()).isFalse();
    assertThat(refused.getStreamErrorsList())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.getCode()).isEqualTo(StorageErrorCode.INVALID_STREAM_STATE);
              assertThat(error.getEntity()).isEqualTo(second);
            });
    assertThat(fake.visible("a")).isEmpty();

    fake.client.finalizeWriteStream(second);
    assertThat(commit(first, second).hasCommitTime()).isTrue();
    assertThat(fake.visible("a")).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void commitsAStreamOnce() throws Exception {
    String stream = fake.stream(Type.PENDING);
    fake.writer(stream, ROWS.schema()).append(ROWS.rows("a"), 0).get();
    fake.client.finalizeWriteStream(stream);
    commit(stream);

    assertThat(commit(stream).getStreamErrorsList())
        .extracting(each -> each.getCode())
        .containsExactly(StorageErrorCode.STREAM_ALREADY_COMMITTED);
    assertThat(fake.visible("a")).containsExactly("a");
  }

  @Test
  void commitsNoStreamOfAnotherType() {
    String stream = fake.stream(Type.BUFFERED);
    fake.client.finalizeWriteStream(stream);

    assertThat(commit(stream).getStreamErrorsList())
        .extracting(each -> each.getCode())
        .containsExactly(StorageErrorCode.INVALID_STREAM_TYPE);
  }

  @Test
  void tellsAStreamWithoutItsRows() throws Exception {
    String name = fake.stream(Type.BUFFERED);
    fake.writer(name, ROWS.schema()).append(ROWS.rows("a"), 0).get();

    WriteStream basic = fake.client.getWriteStream(name);
    WriteStream full =
        fake.client.getWriteStream(
            GetWriteStreamRequest.newBuilder().setName(name).setView(WriteStreamView.FULL).build());

    assertThat(basic.getType()).isEqualTo(Type.BUFFERED);
    assertThat(basic.getLocation()).isEqualTo("eu");
    assertThat(basic.hasTableSchema()).isFalse();
    assertThat(basic.hasCommitTime()).isFalse();
    assertThat(full.getTableSchema().getFieldsList())
        .extracting(TableFieldSchema::getName)
        .containsExactly("a", "n");
    assertThat(full.toBuilder().clearTableSchema().build()).isEqualTo(basic);
  }

  @Test
  void tellsTheDefaultStreamOfATable() {
    WriteStream stream = fake.client.getWriteStream(PARENT + "/streams/_default");

    assertThat(stream.getType()).isEqualTo(Type.COMMITTED);
    assertThat(stream.getLocation()).isEqualTo("eu");
  }

  @Test
  void forgetsAStreamThatNobodyUses() throws Exception {
    String stream = fake.stream(Type.BUFFERED);
    fake.writer(stream, ROWS.schema()).append(ROWS.rows("a"), 0).get();

    fake.pass(Duration.ofDays(7).minusMinutes(1));
    assertThat(fake.client.getWriteStream(stream).getName()).isEqualTo(stream);
    assertThat(flush(stream, 0)).isZero();
    fake.pass(Duration.ofDays(7));

    assertNotFound(stream);
  }

  @Test
  void forgetsAStreamByCommand() throws Exception {
    String stream = fake.stream(Type.BUFFERED);
    fake.writer(stream, ROWS.schema()).append(ROWS.rows("a"), 0).get();

    assertThat(fake.control("GET", Map.of()).toString())
        .contains("\"name\":\"%s\",\"type\":\"BUFFERED\",\"rows\":1".formatted(stream));

    assertThat(fake.control("DELETE", Map.of("name", stream)).path("streams")).isEmpty();

    assertNotFound(stream);
    assertThatThrownBy(() -> fake.control("DELETE", Map.of("name", stream)))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void forgetsTheStreamsOfATableThatWasMadeAnew() throws Exception {
    String stream = fake.stream(Type.BUFFERED);
    fake.dropTable();
    fake.pass(Duration.ofSeconds(1));
    fake.withTable("a STRING");

    assertThatThrownBy(() -> fake.writer(stream, ROWS.schema()).append(ROWS.rows("a"), 0).get())
        .hasMessageContaining("NOT_FOUND");
  }

  private void assertNotFound(String stream) {
    assertThatThrownBy(() -> flush(stream, 0)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> fake.client.getWriteStream(stream))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> fake.client.finalizeWriteStream(stream))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> fake.writer(stream, ROWS.schema()).append(ROWS.rows("b"), 1).get())
        .hasMessageContaining("NOT_FOUND");
  }

  private long flush(String stream, long offset) {
    return fake.client
        .flushRows(
            FlushRowsRequest.newBuilder()
                .setWriteStream(stream)
                .setOffset(Int64Value.of(offset))
                .build())
        .getOffset();
  }

  private BatchCommitWriteStreamsResponse commit(String... streams) {
    return fake.client.batchCommitWriteStreams(
        BatchCommitWriteStreamsRequest.newBuilder()
            .setParent(PARENT)
            .addAllWriteStreams(List.of(streams))
            .build());
  }

  private static long offset(ApiFuture<AppendRowsResponse> future) throws Exception {
    return future.get().getAppendResult().getOffset().getValue();
  }

  private static <E extends Throwable> E failure(
      ApiFuture<AppendRowsResponse> future, Class<E> expected) throws InterruptedException {
    try {
      throw new AssertionError("no failure but " + future.get());
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(expected);
      return expected.cast(e.getCause());
    }
  }
}
