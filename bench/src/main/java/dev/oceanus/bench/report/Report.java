package dev.oceanus.bench.report;

import dev.oceanus.bench.drain.DrainBench;
import dev.oceanus.bench.load.LoadBench;
import dev.oceanus.bench.load.SlowBench;
import dev.oceanus.bench.machine.DiskProbe;
import dev.oceanus.bench.machine.Machine;
import dev.oceanus.bench.messages.MessageBench;
import dev.oceanus.bench.relay.RelayBench;
import dev.oceanus.bench.rules.RulesBench;
import dev.oceanus.bench.start.StartBench.StartFigure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one run found. Its JSON has these names with underscores.
 *
 * @param machine what it ran on
 * @param disk how fast the disk is
 * @param jvmFlags of the services, which are those of their images
 * @param start time to ready; null if it was left out
 * @param load collector beside nginx; null if it was left out
 * @param drain loader; null if it was left out
 * @param relay relay into a bus that keeps nothing; null if it was left out
 * @param rules how long rules take; null if it was left out
 * @param messages from an event until someone is told; null if it was left out
 * @param slow good requests beside slow clients; null if it was left out
 * @param targets what was hoped for, beside what was found
 */
public record Report(
    Machine machine,
    DiskProbe disk,
    Map<String, List<String>> jvmFlags,
    @Nullable List<StartFigure> start,
    LoadBench.@Nullable Found load,
    DrainBench.@Nullable Found drain,
    RelayBench.@Nullable Found relay,
    RulesBench.@Nullable Found rules,
    MessageBench.@Nullable Found messages,
    SlowBench.@Nullable Found slow,
    List<Target> targets) {
  /** Whether no figure is worth nothing. */
  public boolean valid() {
    return (load == null || load.figures().stream().allMatch(figure -> figure.valid()))
        && (drain == null || drain.figures().stream().allMatch(figure -> figure.valid()))
        && (relay == null || relay.valid())
        && (rules == null || rules.valid())
        && (messages == null || messages.valid())
        && (slow == null || slow.figures().stream().allMatch(figure -> figure.valid()));
  }
}
