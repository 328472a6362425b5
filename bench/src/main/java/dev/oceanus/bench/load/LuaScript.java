package dev.oceanus.bench.load;

import dev.oceanus.bench.sample.Beacons.Beacon;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what wrk runs: requests that are made once and sent in turns, and a summary as JSON. */
final class LuaScript {
  /** Marks the summary among wrk's other output. */
  static final String MARK = "summary ";

  private LuaScript() {}

  static String of(List<Beacon> beacons) {
    return """
        local requests = {}
        local at = 0

        function init(args)
          %s
        end

        function request()
          at = at %% #requests + 1
          return requests[at]
        end

        function done(summary, latency, requests)
          local e = summary.errors
          io.write(string.format(
            '%s{"requests":%%d,"duration_micros":%%d,"p50_micros":%%d,"p99_micros":%%d,' ..
            '"max_micros":%%d,"connect":%%d,"read":%%d,"write":%%d,"status":%%d,"timeout":%%d}\\n',
            summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
            latency.max, e.connect, e.read, e.write, e.status, e.timeout))
        end
        """
        .formatted(beacons.stream().map(LuaScript::line).collect(Collectors.joining("\n  ")), MARK);
  }

  private static String line(Beacon beacon) {
    String headers =
        beacon.headers().entrySet().stream()
            .map(LuaScript::header)
            .collect(Collectors.joining(", "));
    return "requests[#requests + 1] = wrk.format(%s, %s, {%s}, %s)"
        .formatted(
            quoted(beacon.method()),
            quoted(beacon.target()),
            headers,
            beacon.body().isEmpty() ? "nil" : quoted(beacon.body()));
  }

  private static String header(Map.Entry<String, String> header) {
    return "[" + quoted(header.getKey()) + "] = " + quoted(header.getValue());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
