package dev.oceanus.chaos;

import dev.oceanus.chaos.Options.UsageException;
import dev.oceanus.chaos.campaign.Campaign;
import dev.oceanus.chaos.campaign.Deaths;
import dev.oceanus.chaos.campaign.FailPointMatrix;
import dev.oceanus.chaos.campaign.PausedLoader;
import dev.oceanus.chaos.campaign.PubSubAway;
import dev.oceanus.chaos.campaign.RandomKills;
import dev.oceanus.chaos.campaign.RedisAway;
import dev.oceanus.chaos.campaign.RelayBreaks;
import dev.oceanus.chaos.campaign.RollingRestart;
import dev.oceanus.chaos.campaign.Trial;
import dev.oceanus.chaos.campaign.Trouble;
import dev.oceanus.chaos.campaign.Troubles;
import dev.oceanus.chaos.rig.RigPlan;
import dev.oceanus.testkit.process.Folders;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./oceanus chaos}: breaks processes under load, and says whether an event was lost. */
public final class ChaosMain {
  private static final int USAGE = 64;

  private ChaosMain() {}

  public static void main(String[] args) throws IOException {
    System.exit(run(List.of(args), System.out, System.err));
  }

  /**
   * Does what the command line asks for.
   *
   * @return the exit code
   */
  static int run(List<String> arguments, PrintStream out, PrintStream err) throws IOException {
    try {
      if (arguments.contains("--help")) {
        out.print(Options.USAGE);
        return 0;
      }
      return run(new Options(arguments), out) ? 0 : 1;
    } catch (UsageException e) {
      err.println("oceanus: " + e.getMessage() + "\n\n" + Options.USAGE);
      return USAGE;
    }
  }

  private static boolean run(Options options, PrintStream out) throws IOException {
    long seed = options.seed(System.currentTimeMillis());
    RigPlan plan =
        new RigPlan(folder(options), options.collectors(), options.loaders(), options.warehouse());
    if (options.live()) {
      plan = plan.withLive();
    } else if (options.failPoints()) {
      plan = plan.withLine();
    }
    if (options.balanced()) {
      plan = plan.withBalancer();
    }
    List<Campaign> campaigns = campaigns(options);
    out.printf(
        "seed %d: %d events/s, %d collectors, %d loaders into %s; data and logs in %s%n",
        seed,
        options.rate(),
        plan.collectors(),
        plan.loaders(),
        plan.warehouse().key(),
        plan.folder());
    Trial trial = new Trial(plan, options.rate(), seed, out::println);
    boolean passed = report(trial, campaigns, out);
    if (passed && !options.keep()) {
      Folders.delete(plan.folder());
    } else {
      out.println("data and logs are kept in " + plan.folder());
    }
    return passed;
  }

  private static Path folder(Options options) throws IOException {
    Path given = options.folder();
    return given == null ? Files.createTempDirectory("oceanus-chaos") : given.toAbsolutePath();
  }

  private static List<Campaign> campaigns(Options options) {
    List<Campaign> campaigns = new ArrayList<>();
    if (options.failPoints()) {
      campaigns.add(options.live() ? new RelayBreaks() : new FailPointMatrix());
    }
    if (options.troubles()) {
      campaigns.add(new Troubles(Trouble.of(options.warehouse())));
      campaigns.add(new Troubles(List.of(Trouble.everyAnswerIsLost())));
    }
    if (!options.redisAway().isZero()) {
      campaigns.add(new RedisAway(options.redisAway(), 0));
    }
    if (!options.pubSubAway().isZero()) {
      campaigns.add(new PubSubAway(options.pubSubAway()));
    }
    if (options.deaths()) {
      campaigns.add(new Deaths());
    }
    if (options.pauses() > 0) {
      campaigns.add(new PausedLoader(options.pauses()));
    }
    if (options.rolls() > 0) {
      campaigns.add(new RollingRestart(options.rolls()));
    }
    if (options.kills() > 0) {
      campaigns.add(new RandomKills(options.kills(), options.targets()));
    }
    return campaigns;
  }

  private static boolean report(Trial trial, List<Campaign> campaigns, PrintStream out) {
    try {
      Trial.Outcome outcome = trial.run(campaigns);
      out.println(outcome.verdict());
      out.printf(
          "seed %d: %d s; %d events due, %d not sent for want of a sender, %d requests failed%n",
          trial.seed(),
          outcome.seconds(),
          outcome.due(),
          outcome.leftOut(),
          outcome.failedRequests());
      return outcome.verdict().passed();
    } catch (IllegalStateException e) {
      out.println("FAIL: " + e.getMessage());
      return false;
    }
  }
}
