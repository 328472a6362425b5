package dev.oceanus.local;

import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.redis.RedisProgram;
import java.nio.file.Path;
import java.util.List;

/** What a person is told once everything runs: where things are, and what to try. */
final class Greeting {
  private Greeting() {}

  /**
   * What it is about.
   *
   * @param url the collector
   * @param adminUrl its admin server
   * @param real kinds of targets that really send, because the environment says how
   */
  record Facts(
      String url,
      String adminUrl,
      DataFolder folder,
      Path sites,
      Path rules,
      List<String> real,
      RedisProgram redis,
      Commands commands) {}

  static String text(Facts facts) {
    return """
    Oceanus runs.

      Demo shop   %s/demo/
      Collector   %s
      Admin       %s/readyz  /metrics  /info
      Sites       %s
      Rules       %s%s
      Data        %s  (DuckDB, Redis %s)

    Send an event, see it arrive, ask for it:
      %s
      curl -H 'Content-Type: application/json' -d '{"evt":"hello"}' %s/v1/events/demo
      %s "SELECT received_at, event_name FROM events_demo"

    Ctrl-C stops in order.\
    """
        .formatted(
            facts.url(),
            facts.url(),
            facts.adminUrl(),
            facts.sites(),
            facts.rules(),
            facts.real().isEmpty()
                ? ""
                : "  (really sends: " + String.join(", ", facts.real()) + ")",
            facts.folder().root(),
            facts.redis().version() + (facts.redis().carried() ? ", carried along" : ""),
            facts.commands().tail(),
            facts.url(),
            facts.commands().query());
  }
}
