package dev.oceanus.chaos;

import dev.oceanus.chaos.Options.UsageException;
import dev.oceanus.chaos.campaign.RandomKills;
import dev.oceanus.chaos.campaign.Trial;
import dev.oceanus.chaos.rig.RigPlan;
import dev.oceanus.testkit.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code ./oceanus chaos}: kills processes under load, and says whether an event was lost. */
public final class ChaosMain {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
  private static final int USAGE = 64;

  private ChaosMain() {}

  public static void main(String[] args) throws IOException {
    try {
      System.exit(run(new Options(List.of(args))) ? 0 : 1);
    } catch (UsageException e) {
      System.err.println("oceanus: " + e.getMessage() + "\n\n" + Options.USAGE);
      System.exit(USAGE);
    }
  }

  private static boolean run(Options options) throws IOException {
    long seed = options.seed(System.currentTimeMillis());
    Path given = options.folder();
    Path folder =
        given == null ? Files.createTempDirectory("oceanus-chaos") : given.toAbsolutePath();
    RigPlan plan = new RigPlan(folder, options.collectors(), options.loaders());
    RandomKills kills = new RandomKills(options.kills(), options.targets(), LONGEST_PAUSE);
    System.out.printf(
        "seed %d: %d kills, %d events/s, %d collectors, %d loaders; data and logs in %s%n",
        seed, options.kills(), options.rate(), plan.collectors(), plan.loaders(), folder);
    Trial trial = new Trial(plan, options.rate(), seed, System.out::println);
    Trial.Outcome outcome = trial.run(List.of(kills));
    System.out.println(outcome.verdict());
    System.out.printf(
        "seed %d: killed %s in %d s; %d events due, %d not sent for want of a sender, %d requests"
            + " failed%n",
        seed,
        kills.done(),
        outcome.seconds(),
        outcome.due(),
        outcome.leftOut(),
        outcome.failedRequests());
    boolean passed = outcome.verdict().passed();
    if (passed && !options.keep()) {
      Folders.delete(folder);
    } else {
      System.out.println("data and logs are kept in " + folder);
    }
    return passed;
  }
}
