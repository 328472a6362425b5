package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import dev.oceanus.fakebigquery.settings.Settings;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that append rows now. Thread-safe. */
final class Connections {
  private final Gate gate;
  private final Appender appender;
  private final Quotas quotas;
  private final Settings settings;
  private final Clock clock;
  private final Set<AppendConnection> open = ConcurrentHashMap.newKeySet();

  Connections(Gate gate, Appender appender, Quotas quotas, Settings settings, Clock clock) {
    this.gate = gate;
    this.appender = appender;
    this.quotas = quotas;
    this.settings = settings;
    this.clock = clock;
  }

  /** Takes a new one, or ends it at once where there are too many. */
  StreamObserver<AppendRowsRequest> open(StreamObserver<AppendRowsResponse> observer) {
    AppendConnection connection =
        new AppendConnection(gate, appender, clock, observer, this::closed);
    try {
      quotas.connect();
      open.add(connection);
    } catch (RefusedException e) {
      connection.end(e.refusal().toException());
    }
    return connection;
  }

  private void closed(AppendConnection connection) {
    if (open.remove(connection)) {
      quotas.disconnect();
    }
  }

  /** Ends those over which nothing has come for too long. */
  void closeIdle() {
    Duration longest = settings.millis("writeConnectionIdleMs");
    open.forEach(connection -> connection.endIfIdle(longest));
  }
}
