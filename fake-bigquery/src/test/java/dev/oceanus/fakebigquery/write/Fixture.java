package dev.oceanus.fakebigquery.write;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStream.Type;
import dev.oceanus.fakebigquery.api.Call;
import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.clock.MovableClock;
import dev.oceanus.fakebigquery.fault.Fault;
import dev.oceanus.fakebigquery.fault.FaultGate;
import dev.oceanus.fakebigquery.fault.Faults;
import dev.oceanus.fakebigquery.http.Counters;
import dev.oceanus.fakebigquery.schema.Columns;
import dev.oceanus.fakebigquery.schema.SchemaChange;
import dev.oceanus.fakebigquery.settings.Settings;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.StoredTable;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** A Write API with a store in a folder, and the official client in front of it. */
final class Fixture implements AutoCloseable {
  static final String PARENT = "projects/p/datasets/d/tables/t";
  static final TableRef TABLE = new TableRef("p", "d", "t");

  final MovableClock clock = new MovableClock(Clock.systemUTC());
  final Settings settings = new Settings();
  final Faults faults = new Faults(clock);
  final Store store;
  final WriteServer server;
  final ManagedChannel channel;
  final BigQueryWriteClient client;

  private final List<StreamWriter> writers = new ArrayList<>();

  Fixture(Path folder) {
    store = Store.open(folder, clock, Store.Rows.KEPT);
    server =
        new WriteServer(
                store,
                settings,
                new FaultGate(faults),
                new Counters(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .start();
    channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", server.port())
            .maxInboundMessageSize(64 << 20)
            .usePlaintext()
            .build();
    client = client(channel);
  }

  static BigQueryWriteClient client(ManagedChannel channel) {
    try {
      return BigQueryWriteClient.create(
          BigQueryWriteSettings.newBuilder()
              .setTransportChannelProvider(
                  FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel)))
              .setCredentialsProvider(NoCredentialsProvider.create())
              .build());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the dataset and in it the table of these columns: a name, a type, perhaps a mode. */
  Fixture withTable(String... columns) {
    return store.transaction(
        transaction -> {
          DatasetRef dataset = TABLE.inDataset();
          if (transaction.datasets().find(dataset).isEmpty()) {
            transaction.datasets().insert(dataset, Json.object().put("location", "EU"));
          }
          transaction.tables().insert(TABLE, resource(columns));
          return this;
        });
  }

  private ObjectNode resource(String... columns) {
    ObjectNode resource =
        Json.object().put("creationTime", Long.toString(clock.instant().toEpochMilli()));
    resource.set("schema", schema(columns));
    return resource;
  }

  private static ObjectNode schema(String... columns) {
    ObjectNode schema = Json.object();
    for (String column : columns) {
      String[] words = column.split(" ", -1);
      schema
          .withArray("fields")
          .add(
              Json.object()
                  .put("name", words[0])
                  .put("type", words[1])
                  .put("mode", words.length > 2 ? words[2] : "NULLABLE"));
    }
    return schema;
  }

  /** Gives the table these columns, as tables.patch does. */
  void patchTable(String... columns) {
    store.transaction(
        transaction -> {
          StoredTable table = transaction.tables().find(TABLE).orElseThrow();
          ObjectNode resource = table.resource().deepCopy();
          resource.set("schema", schema(columns));
          SchemaChange change =
              SchemaChange.between(TABLE, table.columns(), Columns.from(resource.path("schema")));
          transaction.tables().update(table, resource, change);
          return true;
        });
  }

  void dropTable() {
    store.transaction(
        transaction -> {
          transaction.tables().delete(transaction.tables().find(TABLE).orElseThrow());
          return true;
        });
  }

  /** The visible values of a column, in their order as text. */
  List<String> visible(String column) {
    return store.transaction(
        transaction ->
            transaction.select(
                "SELECT CAST(\"" + column + "\" AS VARCHAR) FROM \"p:d\".\"t\" ORDER BY rowid",
                row -> String.valueOf(row.getString(1))));
  }

  String stream(Type type) {
    return client
        .createWriteStream(PARENT, WriteStream.newBuilder().setType(type).build())
        .getName();
  }

  StreamWriter writer(String stream, ProtoSchema schema) {
    try {
      StreamWriter writer =
          StreamWriter.newBuilder(stream, client)
              .setWriterSchema(schema)
              .setMaxRetryDuration(Duration.ofSeconds(20))
              .build();
      writers.add(writer);
      return writer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void set(String key, long value) {
    settings.change(Json.object().put(key, value));
  }

  void set(String key, String value) {
    settings.change(Json.object().put(key, value));
  }

  /** Adds a rule: {@code {"method": "write.flush", ...}}. */
  void fault(String json) {
    faults.add(Json.parse(json));
  }

  /** Asks the control API, as a test of another process does. */
  ObjectNode control(String verb, Map<String, String> query) {
    Route route =
        server.routes().stream().filter(each -> each.verb().equals(verb)).findFirst().orElseThrow();
    Call call =
        new Call(Map.of(), query, Map.of(), "", InputStream.nullInputStream(), new Fault.None());
    return (ObjectNode) Objects.requireNonNull(route.handler().handle(call).body());
  }

  void pass(Duration time) {
    clock.setOffset(clock.offset().plus(time));
  }

  @Override
  public void close() {
    writers.forEach(StreamWriter::close);
    client.close();
    channel.shutdownNow();
    server.close();
    store.close();
  }
}
