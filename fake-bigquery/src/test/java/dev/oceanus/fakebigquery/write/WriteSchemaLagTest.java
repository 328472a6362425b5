package dev.oceanus.fakebigquery.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.Exceptions.SchemaMismatchedException;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.cloud.bigquery.storage.v1.WriteStream.Type;
import com.google.protobuf.Int64Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column is added while streams are open. */
@Tag("slow")
class WriteSchemaLagTest {
  private static final Rows OLD = Rows.of("a string");
  private static final Rows NEW = Rows.of("a string", "b string");

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
  void knowsAColumnOnlyAfterTheLag() throws Exception {
    fake.set("schemaLagMs", Duration.ofMinutes(3).toMillis());
    String stream = fake.stream(Type.BUFFERED);
    StreamWriter old = fake.writer(stream, OLD.schema());
    old.append(OLD.rows("1"), 0).get();

    fake.pass(Duration.ofMinutes(1));
    fake.patchTable("a STRING", "b STRING");
    fake.pass(Duration.ofMinutes(2));

    assertThat(old.append(OLD.rows("2"), 1).get().hasUpdatedSchema()).isFalse();
    assertThatThrownBy(() -> fake.writer(stream, NEW.schema()).append(NEW.rows("3"), 2).get())
        .hasCauseInstanceOf(SchemaMismatchedException.class);

    fake.pass(Duration.ofMinutes(1));

    AppendRowsResponse told = old.append(OLD.rows("3"), 2).get();
    assertThat(told.getUpdatedSchema().getFieldsList())
        .extracting(TableFieldSchema::getName)
        .containsExactly("a", "b");
    assertThat(old.append(OLD.rows("4"), 3).get().hasUpdatedSchema()).isFalse();
    StreamWriter next = fake.writer(stream, NEW.schema());
    next.append(Rows.rows(NEW.row(Map.of("a", "5", "b", "new"))), 4).get();

    fake.client.flushRows(
        FlushRowsRequest.newBuilder().setWriteStream(stream).setOffset(Int64Value.of(4)).build());
    assertThat(fake.visible("a")).containsExactly("1", "2", "3", "4", "5");
    assertThat(fake.visible("b")).containsExactly("null", "null", "null", "null", "new");
  }

  @Test
  void knowsAColumnAtOnceWithoutALag() throws Exception {
    String stream = fake.stream(Type.COMMITTED);
    fake.writer(stream, OLD.schema()).append(OLD.rows("1"), 0).get();

    fake.pass(Duration.ofSeconds(1));
    fake.patchTable("a STRING", "b STRING");

    StreamWriter next = fake.writer(stream, NEW.schema());
    assertThat(next.append(NEW.rows("2"), 1).get().hasUpdatedSchema()).isFalse();
    assertThat(fake.visible("a")).containsExactly("1", "2");
  }

  @Test
  void keepsTheOldColumnsWritableWhileAChangeIsUnseen() throws Exception {
    fake.set("schemaLagMs", Duration.ofMinutes(3).toMillis());
    String stream = fake.stream(Type.COMMITTED);
    fake.pass(Duration.ofSeconds(1));
    fake.patchTable("a STRING", "b STRING");

    fake.writer(stream, OLD.schema()).append(OLD.rows("1"), 0).get();

    assertThat(fake.visible("a")).containsExactly("1");
  }
}
