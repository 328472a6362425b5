package dev.oceanus.common.config;

import java.time.Duration;

/** The setting that all holders of leases share. */
public final class LeaseConfig {
  private LeaseConfig() {}

  /** Reads how long a lease holds unless it is renewed. */
  public static Duration ttl(Env env) {
    return env.duration(
        "OCEANUS_LEASE_TTL",
        Duration.ofSeconds(15),
        Duration.ofMillis(500),
        Duration.ofMinutes(10),
        "How long a table waits for a loader or relay that has died before another takes it over.");
  }
}
