package dev.oceanus.fakebigquery.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStream.Type;
import com.google.protobuf.Int64Value;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in is killed while it appends and flushes, and keeps all that it has answered. */
@Tag("slow")
class WriteKillIT {
  private static final int KILLS = 8;
  private static final int ROWS_PER_APPEND = 3;
  private static final long FAR = 1L << 40;
  private static final Rows ROWS = Rows.of("n int64");
  private static final String PARENT = "projects/test/datasets/web/tables/t";
  private static final Pattern END = Pattern.compile("expected offset (\\d+)");

  @TempDir Path folder;

  @Test
  void keepsWhatItHasAnsweredThroughKills() {
    Random random = new Random(7);
    try (FakeProcess fake = new FakeProcess(folder)) {
      fake.table("t");
      String stream = create(fake);
      long end = 0;
      long flushed = 0;
      for (int i = 0; i < KILLS; i++) {
        for (int appends = random.nextInt(4); appends > 0; appends--) {
          end = append(fake, stream, end);
        }
        if (end > 0 && random.nextBoolean()) {
          flush(fake, stream, end - 1);
          flushed = end;
        }
        long onTheWay = breakOff(fake, stream, end);

        fake.killAndStart();

        long found = end(fake, stream);
        assertThat(found).as("end after kill %d", i + 1).isIn(end, onTheWay);
        int visible = fake.visible("t").size();
        assertThat((long) visible).as("visible after kill %d", i + 1).isIn(flushed, end);
        assertThat(fake.visible("t"))
            .containsExactlyElementsOf(LongStream.range(0, visible).boxed().toList());
        end = found;
        flushed = visible;
      }
      if (end > 0) {
        flush(fake, stream, end - 1);
      }
      assertThat(fake.visible("t"))
          .containsExactlyElementsOf(LongStream.range(0, end).boxed().toList());
    }
  }

  /** Sends a flush of all and one more append, and waits for neither. */
  private static long breakOff(FakeProcess fake, String stream, long end) {
    if (end > 0) {
      var unused =
          BigQueryWriteGrpc.newFutureStub(fake.channel()).flushRows(flush(stream, end - 1));
    }
    new RawConnection(fake.channel()).send(append(stream, end, end));
    return end + ROWS_PER_APPEND;
  }

  private static String create(FakeProcess fake) {
    return BigQueryWriteGrpc.newBlockingStub(fake.channel())
        .createWriteStream(
            CreateWriteStreamRequest.newBuilder()
                .setParent(PARENT)
                .setWriteStream(WriteStream.newBuilder().setType(Type.BUFFERED))
                .build())
        .getName();
  }

  private static long append(FakeProcess fake, String stream, long end) {
    var answer = new RawConnection(fake.channel()).send(append(stream, end, end)).receive();
    assertThat(answer.getAppendResult().getOffset().getValue()).as("%s", answer).isEqualTo(end);
    return end + ROWS_PER_APPEND;
  }

  private static void flush(FakeProcess fake, String stream, long offset) {
    var answer = BigQueryWriteGrpc.newBlockingStub(fake.channel()).flushRows(flush(stream, offset));
    assertThat(answer.getOffset()).isEqualTo(offset);
  }

  /** Where the stream ends, which only the refusal of an append tells. */
  private static long end(FakeProcess fake, String stream) {
    var answer = new RawConnection(fake.channel()).send(append(stream, FAR, 0)).receive();
    Matcher matcher = END.matcher(answer.getError().getMessage());
    assertThat(matcher.find()).as("%s", answer).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static FlushRowsRequest flush(String stream, long offset) {
    return FlushRowsRequest.newBuilder()
        .setWriteStream(stream)
        .setOffset(Int64Value.of(offset))
        .build();
  }

  /** Rows that hold their own offset. */
  private static AppendRowsRequest append(String stream, long offset, long first) {
    return AppendRowsRequest.newBuilder()
        .setWriteStream(stream)
        .setOffset(Int64Value.of(offset))
        .setProtoRows(
            AppendRowsRequest.ProtoData.newBuilder()
                .setWriterSchema(ROWS.schema())
                .setRows(ROWS.rows(first, first + 1, first + 2)))
        .build();
  }
}
