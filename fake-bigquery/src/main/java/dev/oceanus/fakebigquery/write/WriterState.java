package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection remembers from one request to the next: the stream, and the schema of the rows
 * for each stream. Source: {@code AppendRowsRequest} in storage.proto. Of one connection; not
 * thread-safe.
 */
final class WriterState {
  private final Map<StreamName, WriterTarget> targets = new HashMap<>();
  private @Nullable StreamName stream;

  /** The stream of the next request, named by it or by an earlier one. */
  StreamName stream(String named) {
    if (!named.isEmpty()) {
      stream =
          StreamName.parse(named)
              .orElseThrow(() -> malformed("Invalid stream name: '" + named + "'"));
    }
    StreamName current = stream;
    if (current == null) {
      throw malformed("The first request of a connection must have write_stream");
    }
    return current;
  }

  /**
   * What is known of the rows for a stream.
   *
   * @param schema the writer's schema in this request; the default one if there is none
   */
  WriterTarget target(StreamName name, ProtoSchema schema) {
    WriterTarget target = targets.get(name);
    if (schema.hasProtoDescriptor() && (target == null || !target.schema().equals(schema))) {
      target = new WriterTarget(name, schema);
      targets.put(name, target);
    }
    if (target == null) {
      throw malformed("The first request for a stream must have proto_rows.writer_schema");
    }
    return target;
  }

  /** Name of the stream of the last request, empty if there was none. */
  String streamName() {
    StreamName current = stream;
    return current == null ? "" : current.toString();
  }

  private static RefusedException malformed(String message) {
    return new RefusedException(Refusals.malformed(message));
  }
}
