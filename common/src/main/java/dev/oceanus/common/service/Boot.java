package dev.oceanus.common.service;

import dev.oceanus.common.admin.AdminRoute;
import dev.oceanus.common.config.AdminConfig;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.life.Fatal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a process finds when it puts its components together.
 *
 * @param env settings; to be checked before the first component is made
 * @param admin settings of the admin server, read already
 * @param metrics where to count
 * @param clock the wall clock
 * @param fatal ends the process
 * @param draining whether the process was told to end and goes on serving for a while
 * @param routes further routes of the admin server, to be added to
 */
public record Boot(
    Env env,
    AdminConfig admin,
    MeterRegistry metrics,
    Clock clock,
    Fatal fatal,
    BooleanSupplier draining,
    List<AdminRoute> routes) {
  /** Adds a route to the admin server. */
  public void route(AdminRoute route) {
    routes.add(route);
  }

  static Boot of(
      Env env, AdminConfig admin, MeterRegistry metrics, Fatal fatal, BooleanSupplier draining) {
    return new Boot(env, admin, metrics, Clock.systemUTC(), fatal, draining, new ArrayList<>());
  }
}
