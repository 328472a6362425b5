package dev.oceanus.notifier;

import dev.oceanus.common.service.Boot;
import dev.oceanus.notifier.flow.NotifierPorts;
import dev.oceanus.notifier.watch.Announcements;
import dev.oceanus.notifier.watch.Announcer;
import dev.oceanus.notifier.watch.DeadMan;
import dev.oceanus.notifier.watch.Watch;
import dev.oceanus.notifier.watch.WatchReader;
import dev.oceanus.notifier.watch.WatchRounds;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The watch over the services without its process, put together for whoever runs it. */
public final class Watching {
  private Watching() {}

  /**
   * What the process provides.
   *
   * @param config how the notifier works
   * @param ports Redis, as the notifier uses it
   * @param seen what the watch sees and keeps, given to whom it tells
   * @param deadMan what is asked for outside while it looks
   * @param nanos the monotonic clock
   */
  public record Parts(
      NotifierConfig config,
      NotifierPorts ports,
      Function<Announcer, Watch.Parts> seen,
      Optional<URI> deadMan,
      LongSupplier nanos) {}

  /** The watch that the rules ask for; empty if it has nobody to tell. */
  public static Optional<WatchRounds> of(WatchReader.Settings told, Parts parts, Boot boot) {
    if (told.to().isEmpty()) {
      return Optional.empty();
    }
    Watch.Parts seen =
        parts.seen.apply(new Announcements(told.to(), parts.ports.outbox(), boot.clock()));
    return Optional.of(
        new WatchRounds(
            new WatchRounds.Parts(
                () -> new Watch(seen, told.terms()),
                parts.ports.leases(),
                UUID.randomUUID().toString(),
                parts.config.leaseTtl(),
                DeadMan.of(parts.deadMan, parts.nanos),
                boot.metrics(),
                parts.nanos,
                boot.fatal())));
  }
}
