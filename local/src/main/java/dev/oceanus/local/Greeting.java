package dev.oceanus.local;

import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.redis.RedisProgram;
import java.nio.file.Path;

/** What a person is told once everything runs: where things are, and what to try. */
final class Greeting {
  private Greeting() {}

  /**
   * What it is about.
   *
   * @param url the collector
   * @param adminUrl its admin server
   */
  record Facts(String url, String adminUrl, DataFolder folder, Path sites, RedisProgram redis) {}

  static String text(Facts facts) {
    String folder = shellWord(facts.folder().root());
    return """
        Oceanus runs.

          Demo shop   %s/demo/
          Collector   %s
          Admin       %s/readyz  /metrics  /info
          Sites       %s
          Data        %s  (DuckDB, Redis %s)

        Send an event, then ask for it:
          curl -H 'Content-Type: application/json' -d '{"evt":"hello","url":"https://shop.example/"}' %s/v1/events/demo
          ./oceanus query --data %s "SELECT received_at, event_name, page_url FROM events_demo"
          ./oceanus tail --data %s

        Ctrl-C stops in order; nothing acknowledged is lost.
        """
        .formatted(
            facts.url(),
            facts.url(),
            facts.adminUrl(),
            facts.sites(),
            facts.folder().root(),
            facts.redis().version() + (facts.redis().carried() ? " that we carry" : ""),
            facts.url(),
            folder,
            folder)
        .stripTrailing();
  }

  /** A path as one word of a shell. */
  private static String shellWord(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9_./+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
