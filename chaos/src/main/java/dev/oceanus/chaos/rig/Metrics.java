package dev.oceanus.chaos.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/** What a process' {@code /metrics} said at one moment. */
public final class Metrics {
  private static final int TIMEOUT = 10_000;

  private final List<String> lines;

  private Metrics(List<String> lines) {
    this.lines = lines;
  }

  /** Asks the admin port. */
  public static Metrics of(int adminPort) {
    try {
      var connection =
          URI.create("http://127.0.0.1:" + adminPort + "/metrics").toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT);
      connection.setReadTimeout(TIMEOUT);
      try (InputStream in = connection.getInputStream()) {
        return new Metrics(new String(in.readAllBytes(), UTF_8).lines().toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("asking for the metrics at port " + adminPort, e);
    }
  }

  /** Sum over all series of a name that carry all of these labels. */
  public double sum(String name, String... labels) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> List.of(labels).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Whether there is any series of this name. */
  boolean has(String name) {
    return lines.stream().anyMatch(line -> line.startsWith(name));
  }
}
