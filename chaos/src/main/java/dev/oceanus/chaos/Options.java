package dev.oceanus.chaos;

import dev.oceanus.chaos.campaign.RandomKills.Target;
import dev.oceanus.chaos.rig.RigPlan.Warehouse;
import dev.oceanus.common.config.Units;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. */
final class Options {
  static final String USAGE =
      """
      usage: ./oceanus chaos [OPTION]...

        --kills N        processes killed at random instants (default 60, none with the next seven)
        --fail-points    collector and loader broken at every fail point, by halt, hang and throw
        --redis-away T   Redis taken away for a time as 10m, without a failed request
        --live           events are published to Pub/Sub's emulator too, and judged by what a subscriber
                         gets; with --fail-points the relay is broken at its own, in one collector
        --pubsub-away T  Pub/Sub taken away for a time as 10m, without a failed request; implies --live
        --deaths         each process killed once, until the watch has told that it died and that it is
                         back; implies --live
        --pauses N       a loader stopped past its lease and let go on, so often
        --troubles       BigQuery's stand-in goes wrong in one way after the other, at last for a minute in
                         which every answer is lost; needs --warehouse load or stream
        --rolls N        all replaced in order, so often, without a failed request
        --balanced       requests go by an haproxy, which asks the collectors whether they are ready, and
                         sends none of them twice
        --seed S         the same kills and events again (default: a new one, which is printed)
        --warehouse W    duckdb (default), or BigQuery's stand-in by load or stream
        --targets LIST   what is killed: loader,collector,redis, with a stand-in bigquery,tables too,
                         with --live notifier too; twice for twice as often; stall stops one for some
                         seconds instead
        --rate R         events a second (default 200)
        --collectors N   how many there are (default 2; 3 with --fail-points; 1 with --redis-away, so that
                         the order of events can be compared too)
        --loaders N      how many there are (default 2; 1 with --fail-points)
        --folder DIR     a new folder for data and logs (default: a temporary one)
        --keep           leave the folder there, also after a PASS

      Ends with 0 if every event is where it belongs, with 1 if not.
      """;

  private static final Set<String> WITH_VALUE =
      Set.of(
          "kills",
          "pauses",
          "redis-away",
          "pubsub-away",
          "rolls",
          "seed",
          "targets",
          "rate",
          "collectors",
          "loaders",
          "folder",
          "warehouse");
  private static final Set<String> FLAGS =
      Set.of("fail-points", "troubles", "live", "deaths", "balanced", "keep");

  private static final Duration LONGEST_AWAY = Duration.ofHours(24);

  private final Map<String, String> given = new HashMap<>();

  /** An option that is wrong; the message says which and why. */
  static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  /**
   * Reads the command line.
   *
   * @throws UsageException if it cannot be followed
   */
  Options(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      String name = argument.startsWith("--") ? argument.substring(2) : "";
      if (FLAGS.contains(name)) {
        given.put(name, "");
      } else if (!WITH_VALUE.contains(name)) {
        throw new UsageException("chaos knows no '" + argument + "'");
      } else if (++i == arguments.size()) {
        throw new UsageException(argument + " needs a value");
      } else {
        given.put(name, arguments.get(i));
      }
    }
  }

  int kills() {
    boolean other =
        failPoints()
            || troubles()
            || pauses() > 0
            || rolls() > 0
            || deaths()
            || !redisAway().isZero()
            || !pubSubAway().isZero();
    return number("kills", other ? 0 : 60, 0, 1_000_000);
  }

  /** Whether events are published as well. */
  boolean live() {
    return given.containsKey("live") || deaths() || !pubSubAway().isZero();
  }

  /** Whether each process is killed for the watch to see. */
  boolean deaths() {
    return given.containsKey("deaths");
  }

  boolean failPoints() {
    return given.containsKey("fail-points");
  }

  boolean troubles() {
    boolean asked = given.containsKey("troubles");
    if (asked && warehouse() == Warehouse.DUCKDB) {
      throw new UsageException("--troubles needs --warehouse load or stream");
    }
    return asked;
  }

  int pauses() {
    return number("pauses", 0, 0, 1_000_000);
  }

  int rolls() {
    return number("rolls", 0, 0, 1_000_000);
  }

  int rate() {
    return number("rate", 200, 1, 5_000);
  }

  int collectors() {
    if (failPoints()) {
      return live() ? number("collectors", 1, 1, 1) : number("collectors", 3, 3, 8);
    }
    boolean several = rolls() > 0;
    return number("collectors", several || redisAway().isZero() ? 2 : 1, several ? 2 : 1, 8);
  }

  /** How long Redis is away; zero if it is not. */
  Duration redisAway() {
    return time("redis-away");
  }

  /** How long Pub/Sub is away; zero if it is not. */
  Duration pubSubAway() {
    return time("pubsub-away");
  }

  private Duration time(String name) {
    String text = given.getOrDefault(name, "0s");
    try {
      Duration away = Units.duration(text);
      if (away.compareTo(LONGEST_AWAY) <= 0) {
        return away;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // named below like any other value that breaks the rule
    }
    throw new UsageException(
        "--%s must be a time up to 24h, as 90s or 10m, found '%s'".formatted(name, text));
  }

  int loaders() {
    if (failPoints()) {
      return number("loaders", 1, 1, 1);
    }
    return number("loaders", 2, pauses() > 0 ? 2 : 1, pauses() > 0 ? 2 : 8);
  }

  Warehouse warehouse() {
    String text = given.getOrDefault("warehouse", Warehouse.DUCKDB.key());
    return Warehouse.of(text)
        .orElseThrow(
            () ->
                new UsageException(
                    "--warehouse must be duckdb, load or stream, found '" + text + "'"));
  }

  /** Whether requests go by a load balancer. */
  boolean balanced() {
    return given.containsKey("balanced");
  }

  boolean keep() {
    return given.containsKey("keep");
  }

  @Nullable Path folder() {
    String folder = given.get("folder");
    return folder == null ? null : Path.of(folder);
  }

  /**
   * The seed.
   *
   * @param fallback the one to use where none is given
   */
  long seed(long fallback) {
    String text = given.get("seed");
    try {
      return text == null ? fallback : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UsageException("--seed must be a whole number, found '" + text + "'");
    }
  }

  List<Target> targets() {
    String usual =
        "loader,collector,redis"
            + (warehouse() == Warehouse.DUCKDB ? "" : ",bigquery")
            + (live() ? ",notifier" : "");
    String text = given.getOrDefault("targets", usual);
    return Arrays.stream(text.split(",", -1))
        .map(
            name ->
                Target.of(name)
                    .orElseThrow(
                        () ->
                            new UsageException(
                                "--targets must be of loader, collector, redis, bigquery, tables,"
                                    + " notifier and stall, found '"
                                    + name
                                    + "'")))
        .peek(this::checkTarget)
        .toList();
  }

  private void checkTarget(Target target) {
    boolean ofStandIn = target == Target.BIGQUERY || target == Target.TABLES;
    if (ofStandIn && warehouse() == Warehouse.DUCKDB) {
      throw new UsageException("the targets bigquery and tables need --warehouse load or stream");
    }
    if (target == Target.NOTIFIER && !live()) {
      throw new UsageException("the target notifier needs --live");
    }
  }

  private int number(String name, int fallback, int least, int most) {
    String text = given.get(name);
    if (text == null) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // named below like any other value that breaks the rule
    }
    throw new UsageException(
        "--%s must be a whole number from %d to %d, found '%s'".formatted(name, least, most, text));
  }
}
