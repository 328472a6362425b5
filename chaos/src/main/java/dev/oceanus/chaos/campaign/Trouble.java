package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.rig.RigPlan.Warehouse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A time in which BigQuery does not do what it should.
 *
 * @param name for people
 * @param lasts how long
 * @param rules what goes wrong, as its stand-in is told
 * @param settings of the stand-in meanwhile, as JSON; empty for the usual ones
 */
public record Trouble(String name, Duration lasts, List<String> rules, String settings) {
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  public Trouble {
    rules = List.copyOf(rules);
  }

  /** What can happen to this way of committing, each for a short time. */
  public static List<Trouble> of(Warehouse warehouse) {
    return switch (warehouse) {
      case DUCKDB -> List.of();
      case LOAD -> ofJobs();
      case STREAM -> ofStreams();
    };
  }

  private static List<Trouble> ofJobs() {
    return List.of(
        of(
            "every third call is answered 500, 502 or 503",
            "{'method':'*','kind':'status','status':500,'probability':0.1,'seed':1}",
            "{'method':'*','kind':'status','status':502,'probability':0.1,'seed':2}",
            "{'method':'*','kind':'status','status':503,'probability':0.1,'seed':3}"),
        of(
            "every third connection breaks before anything is done",
            "{'method':'*','kind':'reset-before','probability':0.3,'seed':4}"),
        of(
            "half of the answers are lost",
            "{'method':'*','kind':'reset-after','probability':0.5,'seed':5}"),
        of("answers take a second", "{'method':'*','kind':'delay','delayMs':1000}"),
        of("jobs are stuck", "{'method':'jobs.insert','kind':'job-stuck'}"),
        of(
            "half of the jobs fail late",
            "{'method':'jobs.insert','kind':'job-fails-late','probability':0.5,'seed':6}"),
        of(
            "jobs are not found after they were started",
            "{'method':'jobs.insert','kind':'not-found-after-insert','hideCalls':3}"),
        new Trouble(
            "the credentials are refused", SHORT, List.of(), json("{'bearerToken':'another one'}")),
        of(
            "the store has no room",
            "{'method':'*','kind':'disk-error','probability':0.3,'seed':7}"));
  }

  private static List<Trouble> ofStreams() {
    return List.of(
        of(
            "a third of the appends finds nobody",
            "{'method':'write.append','kind':'status','status':503,'probability':0.3,'seed':1}"),
        of(
            "a third of the connections breaks before anything is done",
            "{'method':'*','kind':'reset-before','probability':0.3,'seed':2}"),
        of(
            "half of the answers are lost",
            "{'method':'*','kind':'reset-after','probability':0.5,'seed':3}"),
        of(
            "appends and flushes take a second",
            "{'method':'write.append','kind':'delay','delayMs':1000}",
            "{'method':'write.flush','kind':'delay','delayMs':1000}"),
        of(
            "flushes fail",
            "{'method':'write.flush','kind':'status','status':500,'probability':0.7,'seed':4}"),
        of(
            "no stream can be opened",
            "{'method':'write.createStream','kind':'status','status':503}",
            "{'method':'write.append','kind':'reset-before','probability':0.5,'seed':5}"));
  }

  /** For a minute whatever is done is done, and nobody is told. */
  public static Trouble everyAnswerIsLost() {
    return new Trouble(
        "every answer is lost for a minute",
        MINUTE,
        List.of(json("{'method':'*','kind':'reset-after'}")),
        "");
  }

  private static Trouble of(String name, String... rules) {
    return new Trouble(name, SHORT, Arrays.stream(rules).map(Trouble::json).toList(), "");
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
