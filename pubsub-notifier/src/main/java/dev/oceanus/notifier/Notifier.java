package dev.oceanus.notifier;

import dev.oceanus.common.bus.EventListener;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.notifier.event.Incoming;
import dev.oceanus.notifier.flow.Author;
import dev.oceanus.notifier.flow.DigestEnds;
import dev.oceanus.notifier.flow.NotifierPorts;
import dev.oceanus.notifier.flow.RuleListener;
import dev.oceanus.notifier.flow.StoryKeeper;
import dev.oceanus.notifier.outbox.DispatchTerms;
import dev.oceanus.notifier.outbox.Dispatcher;
import dev.oceanus.notifier.outbox.Dispatchers;
import dev.oceanus.notifier.outbox.Line;
import dev.oceanus.notifier.rules.RuleBook;
import dev.oceanus.notifier.story.History;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The notifier without its process: rules, outbox and deliveries put together, for whoever runs
 * them. Its components start in the order given and close in reverse; what feeds the listener
 * starts after them.
 */
public final class Notifier {
  private static final Backoff AGAIN = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(15));

  private final EventListener listener;
  private final List<Component> components;

  /**
   * What the process provides.
   *
   * @param catalogue the sites
   * @param book the rules
   * @param lines the targets
   * @param ports Redis
   * @param history the warehouse, for rules that tell what it knows of a visitor
   * @param registry where metrics go
   * @param clock the time of day
   * @param nanos the monotonic clock
   * @param failPoints where tests break it
   * @param fatal ends the process
   */
  public record Surroundings(
      SiteCatalogue catalogue,
      RuleBook book,
      List<Line> lines,
      NotifierPorts ports,
      History history,
      MeterRegistry registry,
      Clock clock,
      LongSupplier nanos,
      FailPoints failPoints,
      Fatal fatal) {}

  public Notifier(NotifierConfig config, Surroundings around) {
    NotifierPorts ports = around.ports;
    Incoming incoming = new Incoming(around.catalogue);
    StoryKeeper stories =
        new StoryKeeper(
            around.book.storied(), ports.stories(), around.registry, around.nanos, around.fatal);
    Author author = new Author(around.book, incoming, stories::of, around.history, around.clock);
    DigestEnds digests =
        new DigestEnds(
            ports.digests(), author, around.clock, around.nanos, around.failPoints, around.fatal);
    this.listener =
        new RuleListener(
            around.book,
            incoming,
            new RuleListener.Ports(
                author,
                ports.outbox(),
                stories,
                around.registry,
                around.clock,
                around.nanos,
                around.failPoints));
    Gauge.builder("oceanus_notifier_rules", around.book, book -> book.rules().size())
        .description("Rules that events are held against")
        .strongReference(true)
        .register(around.registry);
    this.components = List.of(stories, digests, dispatchers(config, around, author));
  }

  private static Dispatchers dispatchers(
      NotifierConfig config, Surroundings around, Author author) {
    Dispatcher.Kit kit =
        new Dispatcher.Kit(
            new DispatchTerms(
                UUID.randomUUID().toString(), config.leaseTtl(), config.poll(), AGAIN),
            around.ports.leases(),
            around.ports.queue(),
            author,
            around.registry,
            around.clock,
            around.nanos,
            new SecureRandom(),
            around.failPoints);
    List<Dispatcher> dispatchers = new ArrayList<>();
    for (Line line : around.lines) {
      dispatchers.add(new Dispatcher(line, kit));
    }
    return new Dispatchers(dispatchers, config.leaseTtl(), around.nanos, around.fatal);
  }

  /** Takes live events, once the components have started. */
  public EventListener listener() {
    return listener;
  }

  /** Its parts in the order in which they start. */
  public List<Component> components() {
    return components;
  }
}
