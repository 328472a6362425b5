package dev.oceanus.notifier.outbox;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A thread for each target, and one that renews their leases. */
public final class Dispatchers implements Component {
  private static final Duration STALE = Duration.ofMinutes(3);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final List<Dispatcher> dispatchers;
  private final List<Loop> loops = new ArrayList<>();
  private final Loop renewal;

  /**
   * @param leaseTtl how long a lease holds without being renewed
   */
  public Dispatchers(
      List<Dispatcher> dispatchers, Duration leaseTtl, LongSupplier nanos, Fatal fatal) {
    this.dispatchers = List.copyOf(dispatchers);
    for (Dispatcher each : this.dispatchers) {
      loops.add(loop(each, nanos, fatal));
    }
    Loop[] self = new Loop[1];
    this.renewal =
        new Loop(
            "notifier-leases",
            STALE,
            CLOSE_WITHIN,
            nanos,
            () -> {
              this.dispatchers.forEach(Dispatcher::renew);
              boolean unused = self[0].rest(leaseTtl.dividedBy(5));
            },
            fatal);
    self[0] = renewal;
  }

  private static Loop loop(Dispatcher dispatcher, LongSupplier nanos, Fatal fatal) {
    Loop[] self = new Loop[1];
    Loop loop =
        new Loop(
            "notify-" + dispatcher.target(),
            STALE,
            CLOSE_WITHIN,
            nanos,
            () -> {
              boolean unused = self[0].rest(dispatcher.step());
            },
            fatal);
    self[0] = loop;
    return loop;
  }

  @Override
  public String name() {
    return "notifier-targets";
  }

  @Override
  public void start() {
    renewal.start();
    loops.forEach(Loop::start);
  }

  @Override
  public Health check() {
    List<Loop> all = new ArrayList<>(loops);
    all.add(renewal);
    return Loop.check(all);
  }

  @Override
  public void close() {
    loops.forEach(Loop::close);
    dispatchers.forEach(Dispatcher::release);
    renewal.close();
  }
}
