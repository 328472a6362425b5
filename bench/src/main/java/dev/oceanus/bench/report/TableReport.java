package dev.oceanus.bench.report;

import dev.oceanus.bench.drain.DrainBench;
import dev.oceanus.bench.drain.DrainFigure;
import dev.oceanus.bench.load.LoadBench;
import dev.oceanus.bench.load.LoadFigure;
import dev.oceanus.bench.load.SlowBench;
import dev.oceanus.bench.machine.Machine;
import dev.oceanus.bench.messages.MessageBench;
import dev.oceanus.bench.process.Memory;
import dev.oceanus.bench.redis.EventWeight;
import dev.oceanus.bench.relay.RelayBench;
import dev.oceanus.bench.report.Target.Rule;
import dev.oceanus.bench.rules.RulesBench;
import dev.oceanus.bench.start.StartBench.StartFigure;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report for people: one table a part. Used once. */
public final class TableReport {
  private static final double MIB = 1 << 20;

  private final Formatter out = new Formatter(Locale.ROOT);

  private TableReport() {}

  /** The report as text. */
  public static String of(Report report) {
    TableReport table = new TableReport();
    table.machine(report);
    if (report.start() != null) {
      table.start(report.start());
    }
    if (report.load() != null) {
      table.load(report.load());
    }
    if (report.drain() != null) {
      table.drain(report.drain());
    }
    if (report.relay() != null) {
      table.relay(report.relay());
    }
    if (report.rules() != null) {
      table.rules(report.rules());
    }
    if (report.messages() != null) {
      table.messages(report.messages());
    }
    if (report.slow() != null) {
      table.slow(report.slow());
    }
    table.targets(report.targets());
    return table
        .out
        .toString()
        .lines()
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private void machine(Report report) {
    Machine machine = report.machine();
    out.format(
        "%s, revision %s; %d cores of %s, %.1f GiB, %s%n",
        machine.measuredAt(),
        machine.revision(),
        machine.cores(),
        machine.cpu(),
        machine.memoryBytes() / MIB / 1024,
        machine.kernel());
    out.format(
        "%s; nginx %s, redis %s, wrk %s%n",
        machine.jdk(), machine.nginx(), machine.redis(), machine.wrk());
    out.format(
        "disk: %s, %.0f writes of 4 KiB with fdatasync a second (p50 %.0f us, p99 %.0f us)%n",
        report.disk().filesystem(),
        report.disk().syncsPerSecond(),
        report.disk().p50Micros(),
        report.disk().p99Micros());
    report
        .jvmFlags()
        .forEach((name, flags) -> out.format("%s: java %s%n", name, String.join(" ", flags)));
  }

  private void start(List<StartFigure> figures) {
    out.format("%n");
    out.format("%-32s %12s %14s%n", "Start", "ready, ms", "idle RSS, MiB");
    for (StartFigure figure : figures) {
      out.format(
          "%-32s %12.0f %14.1f%n",
          figure.process() + (figure.cached() ? ", with AOT cache" : ""),
          figure.readyMillis(),
          figure.idle().rssBytes() / MIB);
    }
  }

  private void load(LoadBench.Found load) {
    out.format("%n");
    out.format(
        "%-12s %-10s %11s %10s %9s %9s %7s  %s%n",
        "Load", "", "requests/s", "events/s", "p50, ms", "p99, ms", "ratio", "CPU us/event");
    for (LoadFigure figure : load.figures()) {
      Double ratio = figure.ratioToNginx();
      out.format(
          "%-12s %-10s %11.0f %10.0f %9.2f %9.2f %7s  %s%s%n",
          figure.scenario().title(),
          figure.contestant(),
          figure.requestsPerSecond(),
          figure.eventsPerSecond(),
          figure.p50Micros() / 1e3,
          figure.p99Micros() / 1e3,
          ratio == null ? "" : String.format(Locale.ROOT, "%.2f", ratio),
          cpu(figure.cpuMicrosPerEvent()),
          figure.valid() ? "" : "  INVALID");
    }
    out.format(
        "wrk with %d threads and %d connections on the same cores; %d rounds of %d s, medians%n",
        load.plan().threads(),
        load.plan().connections(),
        load.plan().rounds(),
        load.plan().time().toSeconds());
    for (Map.Entry<String, Memory> each : load.memory().entrySet()) {
      out.format(
          "%-12s under load: RSS %.1f MiB, peak %.1f MiB%n",
          each.getKey(), each.getValue().rssBytes() / MIB, each.getValue().peakBytes() / MIB);
    }
  }

  private static String cpu(Map<String, Double> micros) {
    return micros.entrySet().stream()
        .map(each -> String.format(Locale.ROOT, "%s %.1f", each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void drain(DrainBench.Found drain) {
    out.format("%n");
    out.format(
        "%-12s %-10s %11s %18s %11s %14s %15s%n",
        "Loader", "", "rows/s", "from start, rows/s", "CPU us/row", "sent, B/row", "peak RSS, MiB");
    for (DrainFigure figure : drain.figures()) {
      out.format(
          "%-12s %-10s %11.0f %18.0f %11.1f %14s %15.1f%s%n",
          "drain into",
          figure.sink().key(),
          figure.rowsPerSecond(),
          figure.rowsPerSecondInAll(),
          figure.cpuMicrosPerRow(),
          figure.wireBytesPerRow() > 0
              ? String.format(Locale.ROOT, "%.0f", figure.wireBytesPerRow())
              : "",
          figure.peakBytes() / MIB,
          figure.valid() ? "" : "  INVALID");
    }
    EventWeight weight = drain.weight();
    out.format(
        "one event: JSON %.0f bytes; in Redis %.0f bytes (MEMORY USAGE of the stream %.0f);"
            + " in its append-only file %.0f bytes%n",
        weight.jsonBytes(), weight.usedMemoryBytes(), weight.streamBytes(), weight.aofBytes());
  }

  private void relay(RelayBench.Found relay) {
    out.format("%n");
    out.format("%-24s %12s %14s %14s%n", "Relay", "events/s", "CPU us/event", "peak, MiB");
    out.format(
        "%-24s %12.0f %14.2f %14.1f%s%n",
        "into nothing",
        relay.eventsPerSecond(),
        relay.cpuMicrosPerEvent(),
        relay.peakBytes() / MIB,
        relay.valid() ? "" : "  INVALID");
    out.format(
        "%d events after %d to warm up; %d rounds, medians%n",
        relay.plan().events(), relay.plan().warmUp(), relay.plan().rounds());
  }

  private void rules(RulesBench.Found rules) {
    String fault = rules.valid() ? "" : "  INVALID";
    out.format("%n");
    out.format("%-32s %8s %18s %10s%n", "Rules", "rules", "us/rule and event", "+-");
    for (RulesBench.Figure figure : rules.kinds()) {
      Double error = figure.error();
      out.format(
          "%-32s %8d %18.2f %10s%s%n",
          figure.kind().title(),
          figure.rules(),
          figure.micros(),
          error == null ? "" : String.format(Locale.ROOT, "%.2f", error),
          fault);
    }
    out.format(
        "%-32s %8d %18.2f%s%n",
        "all, decoding included", rules.rules(), rules.microsPerRule(), fault);
    out.format(
        "one event against all: %.1f us, of which decoding is %.1f us;"
            + " JMH, %d processes of %d + %d iterations of %d ms%n",
        rules.eventMicros(),
        rules.decodeMicros(),
        rules.plan().rounds(),
        rules.plan().warmUps(),
        rules.plan().iterations(),
        rules.plan().time().toMillis());
  }

  private void messages(MessageBench.Found messages) {
    out.format("%n");
    out.format(
        "%-24s %9s %9s %9s %8s %10s%n",
        "Event to message", "p50, ms", "p95, ms", "p99, ms", "events", "messages");
    out.format(
        "%-24s %9.0f %9.0f %9.0f %8d %10d%s%n",
        "by Pub/Sub's emulator",
        messages.p50Millis(),
        messages.p95Millis(),
        messages.p99Millis(),
        messages.rounds().stream().mapToLong(MessageBench.Round::sent).sum(),
        messages.rounds().stream().mapToLong(MessageBench.Round::seen).sum(),
        messages.valid() ? "" : "  INVALID");
    out.format(
        "%d events/s against %d rules; %d rounds of %d s, medians%n",
        messages.plan().eventsPerSecond(),
        messages.rules(),
        messages.plan().rounds(),
        messages.plan().time().toSeconds());
  }

  private void slow(SlowBench.Found slow) {
    out.format("%n");
    out.format(
        "%-24s %10s %20s %8s%n", "Beside slow clients", "p99, ms", "without them, ms", "ratio");
    for (SlowBench.Figure figure : slow.figures()) {
      out.format(
          "%-24s %10.2f %20.2f %8.2f%s%n",
          figure.mode().title(),
          figure.p99Micros() / 1e3,
          figure.baselineMicros() / 1e3,
          figure.ratio(),
          figure.valid() ? "" : "  INVALID");
    }
    out.format(
        "slowhttptest with %d connections; %d rounds of %d s, medians%n",
        slow.plan().connections(), slow.plan().rounds(), slow.plan().time().toSeconds());
  }

  private void targets(List<Target> targets) {
    out.format("%n");
    out.format("%-50s %14s %16s  %s%n", "Target", "found", "wanted", "met");
    for (Target target : targets) {
      out.format(
          "%-50s %14s %16s  %s%n",
          target.name(),
          number(target.found()) + " " + target.unit(),
          (target.rule() == Rule.AT_LEAST ? ">= " : "<= ")
              + number(target.wanted())
              + " "
              + target.unit(),
          target.valid() ? (target.met() ? "yes" : "NO") : "INVALID");
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
