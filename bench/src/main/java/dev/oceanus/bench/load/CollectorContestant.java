package dev.oceanus.bench.load;

import dev.oceanus.bench.process.Measured;
import dev.oceanus.bench.process.Service;
import dev.oceanus.bench.process.Service.Launch;
import dev.oceanus.bench.process.ServiceFlags;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.bench.redis.MeasuredRedis;
import dev.oceanus.bench.sample.Beacons;
import dev.oceanus.collector.CollectorMain;
import dev.oceanus.common.life.Retry;
import dev.oceanus.common.stream.Shard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The collector with its Redis: an answer means that the event is on disk. */
final class CollectorContestant implements Contestant {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Shard STREAM = new Shard(Beacons.TABLE, 0);

  private final Service service;
  private final MeasuredRedis redis;
  private final int port;
  private Account begun = new Account(0, 0, 0, 0);

  CollectorContestant(Service service, MeasuredRedis redis, int port) {
    this.service = service;
    this.redis = redis;
    this.port = port;
  }

  /** Starts both, and waits until they take events. */
  static Contestant start(Workspace workspace, Path sites) {
    MeasuredRedis redis = MeasuredRedis.start(workspace);
    int port = Workspace.freePort();
    Service service =
        Service.start(
            workspace,
            new Launch(
                "collector",
                CollectorMain.class,
                ServiceFlags.COLLECTOR,
                Map.of(
                    "OCEANUS_SITES_FILE", sites.toString(),
                    "OCEANUS_REDIS_URL", redis.url(),
                    "OCEANUS_HTTP_HOST", "127.0.0.1",
                    "OCEANUS_HTTP_PORT", Integer.toString(port))));
    service.awaitReady();
    return new CollectorContestant(service, redis, port);
  }

  /** The collector's ledger. */
  private record Account(long received, long stored, long refused, long unavailable) {
    Account since(Account before) {
      return new Account(
          received - before.received,
          stored - before.stored,
          refused - before.refused,
          unavailable - before.unavailable);
    }

    boolean settled() {
      return received == stored + refused + unavailable;
    }
  }

  @Override
  public String name() {
    return "collector";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Map<String, Measured> processes() {
    Map<String, Measured> processes = new LinkedHashMap<>();
    processes.put("collector", service);
    processes.put("redis", redis);
    return processes;
  }

  @Override
  public void reset() {
    service.checkAlive();
    redis.reset();
    begun = account();
  }

  @Override
  public List<String> verify(Scenario scenario, long answered, int underWay) {
    Account account = settled().since(begun);
    long events = answered * scenario.events();
    long most = events + (long) underWay * scenario.events();
    long inStream = redis.length(STREAM);
    List<String> faults = new ArrayList<>();
    if (account.stored != inStream) {
      faults.add("stored %d events, Redis holds %d".formatted(account.stored, inStream));
    }
    if (account.stored < events || account.stored > most) {
      faults.add(
          "answered %d events, stored %d, expected up to %d"
              .formatted(events, account.stored, most));
    }
    if (account.refused + account.unavailable > 0) {
      faults.add(
          "refused %d events, could not store %d".formatted(account.refused, account.unavailable));
    }
    return faults;
  }

  private Account settled() {
    long begunNanos = System.nanoTime();
    Account account = account();
    while (!account.settled()) {
      if (System.nanoTime() - begunNanos > LIMIT.toNanos()) {
        throw new IllegalStateException(
            "the ledger does not add up after " + LIMIT + ": " + account);
      }
      Retry.pause(LOOK);
      account = account();
    }
    return account;
  }

  private Account account() {
    return new Account(
        metric("received"), metric("stored"), metric("refused"), metric("unavailable"));
  }

  private long metric(String what) {
    return (long) service.metric("oceanus_collector_" + what + "_events_total");
  }
}
