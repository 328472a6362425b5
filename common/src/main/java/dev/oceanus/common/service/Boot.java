package dev.oceanus.common.service;

import dev.oceanus.common.admin.AdminRoute;
import dev.oceanus.common.admin.ServiceInfo;
import dev.oceanus.common.beat.Heartbeat;
import dev.oceanus.common.beat.Life;
import dev.oceanus.common.beat.Lives;
import dev.oceanus.common.config.AdminConfig;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a process finds when it puts its components together.
 *
 * @param service the process' kind: {@code collector}
 * @param env settings; to be checked before the first component is made
 * @param admin settings of the admin server, read already
 * @param metrics where to count
 * @param clock the wall clock
 * @param fatal ends the process
 * @param draining whether the process was told to end and goes on serving for a while
 * @param ending how the process ends, once that is known
 * @param routes further routes of the admin server, to be added to
 */
public record Boot(
    String service,
    Env env,
    AdminConfig admin,
    MeterRegistry metrics,
    Clock clock,
    Fatal fatal,
    BooleanSupplier draining,
    Supplier<Optional<Life.End>> ending,
    List<AdminRoute> routes) {
  /** Whether the process ends since something failed, and not since it was told to. */
  public boolean failing() {
    return ending.get().filter(end -> !end.inOrder()).isPresent();
  }

  /** Adds a route to the admin server. */
  public void route(AdminRoute route) {
    routes.add(route);
  }

  /**
   * What tells others that this process lives.
   *
   * @param lives where it is told
   * @param parts of whose health it tells
   * @param nanos the monotonic clock
   */
  public Heartbeat heartbeat(Lives lives, List<? extends Component> parts, LongSupplier nanos) {
    Life life =
        new Life(
            UUID.randomUUID().toString(),
            service,
            admin.instance(),
            ServiceInfo.version(),
            clock.instant(),
            Health.notReady("starting"),
            null);
    return new Heartbeat(life, lives, parts, ending, nanos, fatal);
  }

  /** What a process that begins now finds; it gets the clock here. */
  static Boot of(
      String service,
      Env env,
      AdminConfig admin,
      MeterRegistry metrics,
      Fatal fatal,
      BooleanSupplier draining,
      Supplier<Optional<Life.End>> ending) {
    return new Boot(
        service,
        env,
        admin,
        metrics,
        Clock.systemUTC(),
        fatal,
        draining,
        ending,
        new ArrayList<>());
  }
}
