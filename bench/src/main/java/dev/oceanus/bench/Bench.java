package dev.oceanus.bench;

import dev.oceanus.bench.BenchOptions.Part;
import dev.oceanus.bench.drain.DrainBench;
import dev.oceanus.bench.load.LoadBench;
import dev.oceanus.bench.load.SlowBench;
import dev.oceanus.bench.machine.DiskProbe;
import dev.oceanus.bench.machine.Machine;
import dev.oceanus.bench.messages.MessageBench;
import dev.oceanus.bench.process.ServiceFlags;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.bench.relay.RelayBench;
import dev.oceanus.bench.report.Report;
import dev.oceanus.bench.report.Target;
import dev.oceanus.bench.report.Targets;
import dev.oceanus.bench.rules.RulesBench;
import dev.oceanus.bench.sample.Beacons;
import dev.oceanus.bench.start.StartBench;
import dev.oceanus.bench.start.StartBench.StartFigure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of all that was asked for, in a workspace that its owner closes. */
final class Bench {
  private static final int WRK_THREADS = 2;
  private static final int WRK_CONNECTIONS = 256;
  private static final int SLOW_CLIENTS = 500;
  private static final int EVENTS_A_SECOND = 200;

  private final BenchOptions options;
  private final Workspace workspace;
  private final Clock clock;
  private final Consumer<String> progress;
  private final Path sites;

  Bench(BenchOptions options, Workspace workspace, Clock clock, Consumer<String> progress) {
    this.options = options;
    this.workspace = workspace;
    this.clock = clock;
    this.progress = progress;
    this.sites = workspace.folder().resolve("sites.yaml");
  }

  Report run() {
    try {
      Files.writeString(sites, Beacons.CATALOGUE);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + sites, e);
    }
    Machine machine = Machine.look(workspace, clock);
    DiskProbe disk = DiskProbe.of(workspace.folder(), options.quick() ? 100 : 1_000);
    List<Target> targets = new ArrayList<>();
    List<StartFigure> start = start(targets);
    LoadBench.Found load = load(targets);
    DrainBench.Found drain = drain(targets);
    RelayBench.Found relay = relay(targets);
    RulesBench.Found rules = rules(targets);
    MessageBench.Found messages = messages(targets);
    SlowBench.Found slow = slow(targets);
    return new Report(
        machine,
        disk,
        Map.of(
            "collector",
            ServiceFlags.COLLECTOR.flags(),
            "loader",
            ServiceFlags.LOADER.flags(),
            "notifier",
            ServiceFlags.NOTIFIER.flags()),
        start,
        load,
        drain,
        relay,
        rules,
        messages,
        slow,
        targets);
  }

  private @Nullable List<StartFigure> start(List<Target> targets) {
    if (!options.parts().contains(Part.START)) {
      return null;
    }
    List<StartFigure> found =
        new StartBench(workspace, options.quick() ? 1 : 5, sites, progress).run();
    targets.addAll(Targets.of(found));
    return found;
  }

  private LoadBench.@Nullable Found load(List<Target> targets) {
    if (!options.parts().contains(Part.COLLECTOR)) {
      return null;
    }
    LoadBench.Plan plan =
        new LoadBench.Plan(
            options.rounds(),
            options.time(),
            options.quick() ? options.time() : options.time().plus(Duration.ofSeconds(5)),
            WRK_THREADS,
            WRK_CONNECTIONS);
    LoadBench.Found found = new LoadBench(workspace, plan, sites, progress).run();
    targets.addAll(Targets.of(found));
    return found;
  }

  private DrainBench.@Nullable Found drain(List<Target> targets) {
    if (!options.parts().contains(Part.LOADER)) {
      return null;
    }
    DrainBench.Plan plan =
        options.quick()
            ? new DrainBench.Plan(options.rounds(), 10_000, 10_000)
            : new DrainBench.Plan(options.rounds(), 300_000, 100_000);
    DrainBench.Found found = new DrainBench(workspace, plan, sites, progress).run();
    targets.addAll(Targets.of(found));
    return found;
  }

  private RelayBench.@Nullable Found relay(List<Target> targets) {
    if (!options.parts().contains(Part.RELAY)) {
      return null;
    }
    RelayBench.Plan plan =
        options.quick()
            ? new RelayBench.Plan(options.rounds(), 10_000, 10_000)
            : new RelayBench.Plan(options.rounds(), 300_000, 100_000);
    RelayBench.Found found = new RelayBench(workspace, plan, sites, progress).run();
    targets.addAll(Targets.of(found));
    return found;
  }

  private RulesBench.@Nullable Found rules(List<Target> targets) {
    if (!options.parts().contains(Part.RULES)) {
      return null;
    }
    Duration time = options.time().dividedBy(10);
    RulesBench.Plan plan =
        options.quick()
            ? new RulesBench.Plan(options.rounds(), 1, 1, time)
            : new RulesBench.Plan(options.rounds(), 2, 3, time);
    RulesBench.Found found = new RulesBench(workspace, plan, progress).run();
    targets.addAll(Targets.of(found));
    return found;
  }

  private MessageBench.@Nullable Found messages(List<Target> targets) {
    if (!options.parts().contains(Part.MESSAGES)) {
      return null;
    }
    Duration warmUp = options.quick() ? options.time() : options.time().plus(Duration.ofSeconds(5));
    MessageBench.Plan plan =
        new MessageBench.Plan(
            options.rounds(), options.time().multipliedBy(2), warmUp, EVENTS_A_SECOND);
    MessageBench.Found found = new MessageBench(workspace, plan, sites, progress).run();
    targets.addAll(Targets.of(found));
    return found;
  }

  private SlowBench.@Nullable Found slow(List<Target> targets) {
    if (!options.parts().contains(Part.SLOW)) {
      return null;
    }
    SlowBench.Plan plan =
        new SlowBench.Plan(options.rounds(), options.time(), options.quick() ? 50 : SLOW_CLIENTS);
    SlowBench.Found found = new SlowBench(workspace, plan, sites, progress).run();
    targets.addAll(Targets.of(found));
    return found;
  }
}
