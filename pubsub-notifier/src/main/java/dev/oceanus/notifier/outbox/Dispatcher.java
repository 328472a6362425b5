package dev.oceanus.notifier.outbox;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.log.Repeats;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Leases;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.delivery.Delivery;
import dev.oceanus.notifier.delivery.Notice;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the notices of one target, while it holds the target's lease. A notice is forgotten
 * after the target has taken it, so one that was under way when the process died is sent again.
 * Steps are made by one thread at a time; the lease is renewed by another.
 */
public final class Dispatcher {
  private static final Logger logger = LoggerFactory.getLogger(Dispatcher.class);
  private static final long LOOK_EVERY = Duration.ofSeconds(2).toNanos();

  private final Line line;
  private final Kit kit;
  private final DispatchMeter meter;
  private final Repeats repeats;
  private int failures;
  private int careful;
  private long notBefore;
  private long looked;
  private volatile @Nullable Lease lease;
  private volatile boolean leaseLost;

  /** What the dispatchers of a process share. */
  public record Kit(
      DispatchTerms terms,
      Leases leases,
      Queue queue,
      Scribe scribe,
      MeterRegistry registry,
      Clock clock,
      LongSupplier nanos,
      RandomGenerator random,
      FailPoints failPoints) {}

  public Dispatcher(Line line, Kit kit) {
    this.line = line;
    this.kit = kit;
    this.meter = new DispatchMeter(kit.registry, line.name());
    this.repeats = new Repeats(kit.nanos);
    this.notBefore = kit.nanos.getAsLong();
    this.looked = notBefore - LOOK_EVERY;
  }

  /** Name of its target. */
  public String target() {
    return line.name();
  }

  /**
   * Makes one step, of at most one call of the target.
   *
   * @return how long to wait before the next one
   */
  public Duration step() throws InterruptedException {
    try {
      if (leaseLost) {
        forget();
      }
      Lease held = lease;
      return held == null ? acquire() : deliver(held);
    } catch (StreamUnavailableException e) {
      warn("%s; trying again".formatted(e.getMessage()));
      failures++;
      return pause();
    }
  }

  private Duration acquire() {
    Optional<Lease> acquired =
        kit.leases.acquire(leaseName(), Reader.NOTIFIER, kit.terms.owner(), kit.terms.leaseTtl());
    if (acquired.isEmpty()) {
      return kit.terms.leaseTtl().dividedBy(5);
    }
    lease = acquired.get();
    meter.held(true);
    return Duration.ZERO;
  }

  private String leaseName() {
    return "notify:" + line.name();
  }

  private Duration deliver(Lease held) throws InterruptedException {
    look();
    long nanos = kit.nanos.getAsLong();
    if (notBefore - nanos > 0) {
      return shorter(Duration.ofNanos(notBefore - nanos), kit.terms.poll());
    }
    int most = careful > 0 ? 1 : line.target().most();
    List<Queue.Entry> due = together(kit.queue.due(line.name(), kit.clock.instant(), most));
    if (due.isEmpty()) {
      careful = 0;
      return kit.terms.poll();
    }
    List<Queue.Entry> fit = new ArrayList<>();
    List<Notice> notices = new ArrayList<>();
    for (Queue.Entry each : due) {
      Content content = content(held, each);
      if (content != null) {
        Waiting notice = each.notice();
        fit.add(each);
        notices.add(new Notice(notice.id(), notice.rule(), notice.target(), notice.at(), content));
      }
    }
    return notices.isEmpty() || !call(held, fit, notices) ? Duration.ZERO : pause();
  }

  /** Those that one call takes; a last try is made alone. */
  private List<Queue.Entry> together(List<Queue.Entry> due) {
    return !due.isEmpty() && isLast(due.getFirst())
        ? due.subList(0, 1)
        : due.stream().filter(each -> !isLast(each)).toList();
  }

  private boolean isLast(Queue.Entry entry) {
    return entry.tries() > 0 && entry.tries() + 1 >= line.tries();
  }

  /** What an entry says; null if it has been dealt with. */
  private @Nullable Content content(Lease held, Queue.Entry entry) {
    if (entry.tries() >= line.tries()) {
      bury(held, entry, "its delivery was begun %d times".formatted(entry.tries()));
      return null;
    }
    return switch (entry.notice().body()) {
      case Waiting.Unfit unfit -> {
        bury(held, entry, unfit.reason());
        yield null;
      }
      case Waiting.Ready ready -> ofKind(held, entry, ready.content());
      case Waiting.Unwritten unwritten -> written(held, entry, unwritten);
    };
  }

  private @Nullable Content written(Lease held, Queue.Entry entry, Waiting.Unwritten body) {
    try {
      return ofKind(held, entry, kit.scribe.write(entry.notice(), body));
    } catch (Scribe.NeverException e) {
      bury(held, entry, String.valueOf(e.getMessage()));
    } catch (WarehouseUnavailableException e) {
      String reason = "the warehouse cannot be asked: " + e.getMessage();
      warn(reason);
      if (keep(kit.queue.begin(held, line.name(), List.of(entry.notice().id())))) {
        again(held, entry, reason);
      }
    }
    return null;
  }

  private @Nullable Content ofKind(Lease held, Queue.Entry entry, Content content) {
    if (content.kind() == line.target().kind()) {
      return content;
    }
    bury(
        held,
        entry,
        "it is %s, and the target takes %s".formatted(content.kind(), line.target().kind()));
    return null;
  }

  /** Calls the target; whether it is to be left alone then. */
  private boolean call(Lease held, List<Queue.Entry> entries, List<Notice> notices)
      throws InterruptedException {
    List<String> ids = notices.stream().map(Notice::id).toList();
    if (!keep(kit.queue.begin(held, line.name(), ids))) {
      return false;
    }
    kit.failPoints.pass(FailPoint.NOTIFIER_BEFORE_DELIVERY);
    Delivery delivery = line.target().deliver(notices);
    line.rate().ifPresent(rate -> notBefore = kit.nanos.getAsLong() + rate.nanosEach());
    careful = Math.max(0, careful - 1);
    return switch (delivery) {
      case Delivery.Delivered unused -> {
        kit.failPoints.pass(FailPoint.NOTIFIER_DELIVERED);
        failures = 0;
        meter.delivered(notices.size());
        boolean kept = keep(kit.queue.done(held, line.name(), ids));
        kit.failPoints.pass(FailPoint.NOTIFIER_REMOVED);
        yield !kept;
      }
      case Delivery.Later later -> {
        later(held, entries, later);
        yield true;
      }
      case Delivery.Refused refused -> {
        refused(held, entries, refused);
        yield false;
      }
    };
  }

  private void later(Lease held, List<Queue.Entry> entries, Delivery.Later later) {
    failures++;
    meter.later();
    warn(later.reason());
    for (Queue.Entry each : entries) {
      again(held, each, later.reason());
    }
    Duration pause = later.pause();
    if (pause != null) {
      notBefore = kit.nanos.getAsLong() + shorter(pause, kit.terms.again().longest()).toNanos();
    }
  }

  private void refused(Lease held, List<Queue.Entry> entries, Delivery.Refused refused) {
    if (entries.size() > 1) {
      careful = entries.size(); // the one at fault is found by sending each alone
      return;
    }
    meter.refused();
    bury(held, entries.getFirst(), refused.reason());
  }

  /** Lets an entry wait, after a try that is counted already, or gives it up. */
  private void again(Lease held, Queue.Entry entry, String reason) {
    int tries = entry.tries() + 1;
    if (tries >= line.tries()) {
      bury(held, entry, "tried %d times: %s".formatted(tries, reason));
      return;
    }
    Instant until = kit.clock.instant().plus(kit.terms.again().after(tries, kit.random));
    boolean unused = keep(kit.queue.postpone(held, line.name(), entry.notice().id(), until));
  }

  private void bury(Lease held, Queue.Entry entry, String reason) {
    meter.dead();
    warn("a notice of rule %s is given up: %s".formatted(entry.notice().rule(), reason));
    boolean unused =
        keep(kit.queue.bury(held, line.name(), entry.notice().id(), reason, kit.clock.instant()));
    kit.failPoints.pass(FailPoint.NOTIFIER_BURIED);
  }

  private boolean keep(boolean held) {
    if (!held) {
      leaseLost = true;
    }
    return held;
  }

  private Duration pause() {
    return failures == 0 ? Duration.ZERO : untilThen(kit.terms.again().after(failures, kit.random));
  }

  /** Leaves the target alone, and waits for a part of it. */
  private Duration untilThen(Duration time) {
    long then = kit.nanos.getAsLong() + time.toNanos();
    notBefore = then - notBefore > 0 ? then : notBefore;
    return shorter(time, kit.terms.poll());
  }

  private void look() {
    long nanos = kit.nanos.getAsLong();
    if (nanos - looked >= LOOK_EVERY) {
      looked = nanos;
      Instant now = kit.clock.instant();
      Queue.Depth depth = kit.queue.depth(line.name(), now);
      meter.depth(depth.waiting(), Duration.between(depth.oldest(), now).toMillis());
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void warn(String message) {
    repeats
        .pass(message)
        .ifPresent(
            held -> logger.warn("target {}: {} ({} like it before)", target(), message, held));
  }

  private void forget() {
    logger.info("target {}: another process delivers to it now", target());
    lease = null;
    leaseLost = false;
    meter.held(false);
  }

  /** Prolongs the lease; called now and then by another thread. Does nothing without one. */
  public void renew() {
    Lease held = lease;
    if (held == null) {
      return;
    }
    try {
      if (!kit.leases.renew(held, kit.terms.leaseTtl())) {
        leaseLost = held.equals(lease);
      }
    } catch (StreamUnavailableException e) {
      // It lasts until it expires; the steps meet the same trouble and tell of it.
      logger.debug("target {}: {}", target(), e.getMessage());
    }
  }

  /** Gives the lease up, when no step is under way any more. */
  public void release() {
    Lease held = lease;
    if (held == null) {
      return;
    }
    try {
      kit.leases.release(held);
    } catch (StreamUnavailableException e) {
      logger.info("target {}: {}; the lease expires by itself", target(), e.getMessage());
    }
    lease = null;
    meter.held(false);
  }
}
