package dev.oceanus.bench.load;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What wrk counted.
 *
 * @param requests that were answered
 * @param durationMicros how long it ran
 * @param p50Micros median of the latency
 * @param p99Micros 99th percentile of the latency
 * @param maxMicros longest latency
 * @param errors what went wrong
 */
public record WrkReport(
    long requests,
    long durationMicros,
    long p50Micros,
    long p99Micros,
    long maxMicros,
    Errors errors) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Numbers of connections and requests that failed; status counts answers of 400 and above. */
  public record Errors(long connect, long read, long write, long status, long timeout) {
    /** All of them. */
    public long sum() {
      return connect + read + write + status + timeout;
    }
  }

  /** Finds the summary in wrk's output. */
  static WrkReport parse(String output) {
    String summary =
        output
            .lines()
            .filter(line -> line.startsWith(LuaScript.MARK))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no summary in wrk's output: " + output));
    JsonNode json = JSON.readTree(summary.substring(LuaScript.MARK.length()));
    return new WrkReport(
        number(json, "requests"),
        number(json, "duration_micros"),
        number(json, "p50_micros"),
        number(json, "p99_micros"),
        number(json, "max_micros"),
        new Errors(
            number(json, "connect"),
            number(json, "read"),
            number(json, "write"),
            number(json, "status"),
            number(json, "timeout")));
  }

  private static long number(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null || !value.isIntegralNumber()) {
      throw new IllegalArgumentException("no number '" + name + "' in wrk's summary " + json);
    }
    return value.longValue();
  }

  double requestsPerSecond() {
    return requests * 1e6 / durationMicros;
  }
}
