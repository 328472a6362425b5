package dev.oceanus.bench.load;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.oceanus.bench.sample.Beacons;
import java.util.ArrayList;
import java.util.List;

/** What slowhttptest is slow with. */
public enum SlowMode {
  HEADERS("slow_headers", "slow headers", "/v1/pixel/" + Beacons.SITE, "-H -i 10 -x 24 -t GET"),
  BODY("slow_body", "slow bodies", "/v1/events/" + Beacons.SITE, "-B -i 10 -x 10 -s 8192 -t POST"),
  READ("slow_read", "slow reading", "/oceanus.js", "-X -w 512 -y 1024 -n 5 -z 32 -k 3");

  private final String key;
  private final String title;
  private final String path;
  private final String options;

  SlowMode(String key, String title, String path, String options) {
    this.key = key;
    this.title = title;
    this.path = path;
    this.options = options;
  }

  /** As programs read it. */
  @JsonValue
  public String key() {
    return key;
  }

  /** As people read it. */
  public String title() {
    return title;
  }

  /** The command that opens so many connections at this port and is slow on them. */
  List<String> command(String program, int connections, int port, long seconds) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(
        List.of(
            "-c", Integer.toString(connections),
            "-r", Integer.toString(connections),
            "-l", Long.toString(seconds),
            "-p", "5",
            "-u", "http://127.0.0.1:" + port + path));
    return command;
  }
}
