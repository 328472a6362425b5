package dev.oceanus.fakebigquery.settings;

import dev.oceanus.fakebigquery.api.Json;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/**
 * What can be set while the stand-in runs: a JSON object with a default for each key. Thread-safe.
 */
public final class Settings {
  private static final ObjectNode DEFAULTS =
      Json.parse(
          """
          {
            "jobPendingMs": 0,
            "jobRunningMs": 0,
            "insertIdWindowMs": 60000,
            "schemaLagMs": 0,
            "loadJobsPerTableAndDay": 1500,
            "loadJobsPerProjectAndDay": 100000,
            "partitionModificationsPerDay": 30000,
            "tableUpdatesPerTenSeconds": 5,
            "writeStreamsPerHour": 10000,
            "writeStreamIdleMs": 604800000,
            "writeConnections": 1000,
            "writeConnectionIdleMs": 600000,
            "writeBytesPerSecond": 314572800,
            "writeRequestBytes": 10485760,
            "writeReflush": "ok",
            "writeMissingTable": "permission-denied",
            "bearerToken": "",
            "denied": {},
            "clockOffsetMs": 0
          }
          """);

  private volatile ObjectNode values = DEFAULTS;

  /**
   * Sets what the patch names; null sets the default again.
   *
   * @throws IllegalArgumentException if it names what cannot be set
   */
  public synchronized void change(ObjectNode patch) {
    ObjectNode changed = values.deepCopy();
    for (var entry : patch.properties()) {
      String key = entry.getKey();
      if (!DEFAULTS.has(key)) {
        throw new IllegalArgumentException("no setting is called " + key);
      }
      changed.set(key, entry.getValue().isNull() ? DEFAULTS.get(key) : entry.getValue());
    }
    values = changed;
  }

  public long number(String key) {
    return values.path(key).asLong();
  }

  public Duration millis(String key) {
    return Duration.ofMillis(number(key));
  }

  public String text(String key) {
    return values.path(key).asString();
  }

  /** Why a method is denied to everybody; empty if it is not. */
  public String denied(String method) {
    return values.path("denied").path(method).asString("");
  }

  public ObjectNode json() {
    return values.deepCopy();
  }
}
