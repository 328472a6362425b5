package dev.oceanus.common.config;

import java.time.Duration;

/**
 * Where a process answers its operators, and how it leaves.
 *
 * @param host address that the admin port listens on
 * @param port of the admin server; 0 for any free one
 * @param instance name of this process among its kind
 * @param drainTime how long it goes on serving after it was told to end
 */
public record AdminConfig(String host, int port, String instance, Duration drainTime) {
  /** Reads the settings of the admin server. */
  public static AdminConfig from(Env env) {
    return new AdminConfig(
        env.text("OCEANUS_ADMIN_HOST", "0.0.0.0", "Address that the admin port listens on."),
        env.integer("OCEANUS_ADMIN_PORT", 8081, 0, 65_535, "Port of the admin server."),
        env.text("OCEANUS_INSTANCE", "local", "Name of this process among its kind."),
        env.duration(
            "OCEANUS_DRAIN_TIME",
            Duration.ofSeconds(20),
            Duration.ZERO,
            Duration.ofMinutes(10),
            "How long a process goes on serving after SIGTERM, so that balancers turn away."));
  }
}
