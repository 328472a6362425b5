package dev.oceanus.bench.messages;

import dev.oceanus.bench.process.Medians;
import dev.oceanus.bench.process.Service;
import dev.oceanus.bench.process.Service.Launch;
import dev.oceanus.bench.process.ServiceFlags;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.bench.redis.MeasuredRedis;
import dev.oceanus.bench.rules.SampleRules;
import dev.oceanus.collector.CollectorMain;
import dev.oceanus.notifier.NotifierMain;
import dev.oceanus.testkit.pubsub.PubSubEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Sends events to a collector whose relay publishes them to Pub/Sub's emulator, from where a
 * notifier takes them and tells some of them on its terminal, all on this machine; times each
 * message from just before its event's request.
 */
public final class MessageBench {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Workspace workspace;
  private final Plan plan;
  private final Path sites;
  private final Consumer<String> progress;

  /**
   * How much.
   *
   * @param time of each round
   * @param warmUp time of the load before the first round
   * @param eventsPerSecond sent, one a request, whether those before are answered or not
   */
  public record Plan(int rounds, Duration time, Duration warmUp, int eventsPerSecond) {}

  /**
   * One stretch of load.
   *
   * @param round from 1
   * @param sent events
   * @param eventsPerSecond at which they were sent
   * @param expected messages that their rules call for
   * @param seen messages
   * @param p50Millis from just before the request to the message, of half of them at most
   * @param p95Millis the same of 95 %
   * @param p99Millis the same of 99 %
   * @param faults what makes this figure worth nothing; empty if nothing does
   */
  public record Round(
      int round,
      long sent,
      double eventsPerSecond,
      long expected,
      long seen,
      double p50Millis,
      double p95Millis,
      double p99Millis,
      List<String> faults) {}

  /**
   * What was found.
   *
   * @param plan how it was measured
   * @param rules how many each event was held against
   * @param p50Millis median of the rounds
   * @param p95Millis the same
   * @param p99Millis the same
   * @param warmUp what came before the rounds, as round 0
   * @param rounds every round
   */
  public record Found(
      Plan plan,
      int rules,
      double p50Millis,
      double p95Millis,
      double p99Millis,
      Round warmUp,
      List<Round> rounds) {
    /** Whether no round had a fault, the warm-up included. */
    public boolean valid() {
      return warmUp.faults.isEmpty() && rounds.stream().allMatch(round -> round.faults.isEmpty());
    }
  }

  public MessageBench(Workspace workspace, Plan plan, Path sites, Consumer<String> progress) {
    this.workspace = workspace;
    this.plan = plan;
    this.sites = sites;
    this.progress = progress;
  }

  /** Runs all rounds. */
  public Found run() {
    MeasuredRedis redis = MeasuredRedis.start(workspace);
    try (PubSubEmulator emulator = workspace.own(PubSubEmulator.start())) {
      Map<String, String> shared =
          Map.of(
              "OCEANUS_SITES_FILE",
              sites.toString(),
              "OCEANUS_REDIS_URL",
              redis.url(),
              "OCEANUS_PUBSUB_PROJECT",
              "oceanus-bench",
              "OCEANUS_PUBSUB_ENDPOINT",
              emulator.url());
      int port = Workspace.freePort();
      try (Service collector = Service.start(workspace, collector(shared, port));
          Service notifier = Service.start(workspace, notifier(shared))) {
        Duration unused = collector.awaitReady();
        Duration unusedToo = notifier.awaitReady();
        return rounds(new Sender(port, plan.eventsPerSecond), notifier);
      }
    }
  }

  private Found rounds(Sender sender, Service notifier) {
    List<Round> rounds = new ArrayList<>();
    Round warmUp;
    try (Messages messages = Messages.of(notifier.log())) {
      warmUp = round(0, plan.warmUp, sender, messages);
      for (int i = 1; i <= plan.rounds; i++) {
        Round round = round(i, plan.time, sender, messages);
        rounds.add(round);
        progress.accept(
            "round %d of %d, event to message: p50 %.0f ms, p95 %.0f ms%s"
                .formatted(
                    i,
                    plan.rounds,
                    round.p50Millis,
                    round.p95Millis,
                    round.faults.isEmpty() ? "" : ", INVALID: " + round.faults));
      }
    }
    return new Found(
        plan,
        SampleRules.count(),
        median(rounds, Round::p50Millis),
        median(rounds, Round::p95Millis),
        median(rounds, Round::p99Millis),
        warmUp,
        rounds);
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Medians.of(rounds.stream().mapToDouble(figure).toArray());
  }

  private Round round(int number, Duration time, Sender sender, Messages messages) {
    Sender.Sent sent = sender.send(time);
    List<Message> seen = messages.await(sent.expected(), LIMIT);
    List<String> faults = new ArrayList<>(sent.faults());
    faults.addAll(Account.faults(sent.expected(), seen));
    Latencies latencies = Latencies.of(seen);
    return new Round(
        number,
        sent.events(),
        sent.eventsPerSecond(),
        sent.expected().size(),
        seen.size(),
        latencies.millis(0.5),
        latencies.millis(0.95),
        latencies.millis(0.99),
        faults);
  }

  private static Launch collector(Map<String, String> shared, int port) {
    Map<String, String> settings = new HashMap<>(shared);
    settings.put("OCEANUS_HTTP_HOST", "127.0.0.1");
    settings.put("OCEANUS_HTTP_PORT", Integer.toString(port));
    settings.put("OCEANUS_EVENT_BUS", "pubsub");
    return new Launch("collector", CollectorMain.class, ServiceFlags.COLLECTOR, settings);
  }

  private Launch notifier(Map<String, String> shared) {
    Path rules = workspace.folder("messages").resolve("rules.yaml");
    try {
      Files.writeString(rules, SampleRules.yaml());
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + rules, e);
    }
    Map<String, String> settings = new HashMap<>(shared);
    settings.put("OCEANUS_RULES_FILE", rules.toString());
    return new Launch("notifier", NotifierMain.class, ServiceFlags.NOTIFIER, settings);
  }
}
