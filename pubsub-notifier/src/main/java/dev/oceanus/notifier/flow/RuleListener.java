package dev.oceanus.notifier.flow;

import dev.oceanus.common.bus.EventListener;
import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.log.Repeats;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.notifier.event.Incoming;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.outbox.Outbox;
import dev.oceanus.notifier.rules.Condition.UndecidedException;
import dev.oceanus.notifier.rules.Rule;
import dev.oceanus.notifier.rules.RuleBook;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds each live event against the rules of its site. When it says that an event is taken, all
 * that follows from it is in the outbox. A condition that cannot be decided holds for nothing.
 * Thread-safe.
 */
public final class RuleListener implements EventListener {
  private static final Logger logger = LoggerFactory.getLogger(RuleListener.class);

  private final RuleBook book;
  private final Incoming incoming;
  private final Ports ports;
  private final RuleMeter meter;
  private final Repeats repeats;

  /** Whom it works with. */
  public record Ports(
      Author author,
      Outbox outbox,
      StoryKeeper stories,
      MeterRegistry registry,
      Clock clock,
      LongSupplier nanos,
      FailPoints failPoints) {}

  public RuleListener(RuleBook book, Incoming incoming, Ports ports) {
    this.book = book;
    this.incoming = incoming;
    this.ports = ports;
    this.meter = new RuleMeter(ports.registry, book);
    this.repeats = new Repeats(ports.nanos);
  }

  @Override
  public boolean take(LiveEvent event, Instant published) {
    Optional<Occurrence> read = incoming.read(event, ports.clock.instant());
    if (read.isEmpty()) {
      meter.unreadable();
      return true;
    }
    try {
      ports.stories.note(read.get());
      for (Rule rule : book.of(event.site())) {
        if (holds(rule, read.get())) {
          act(rule, read.get());
        }
      }
      return true;
    } catch (StreamUnavailableException e) {
      warn("%s; the event comes again".formatted(e.getMessage()));
      return false;
    }
  }

  private boolean holds(Rule rule, Occurrence event) {
    try {
      return rule.holds(event);
    } catch (UndecidedException e) {
      meter.undecided(rule.name());
      warn("rule %s cannot be decided: %s".formatted(rule.name(), e.getMessage()));
      return false;
    }
  }

  private void act(Rule rule, Occurrence event) {
    meter.matched(rule.name());
    ports.failPoints.pass(FailPoint.NOTIFIER_MATCHED);
    Outbox.Outcome outcome =
        ports.outbox.take(ports.author.match(rule, event), ports.clock.instant());
    meter.outcome(rule.name(), outcome);
    ports.failPoints.pass(FailPoint.NOTIFIER_ENQUEUED);
  }

  private void warn(String message) {
    repeats.pass(message).ifPresent(held -> logger.warn("{} ({} like it before)", message, held));
  }
}
