package dev.oceanus.collector.relay;

import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.LeaseConfig;
import java.time.Duration;

/**
 * How live events are relayed.
 *
 * @param interval how often a lane whose events are all published is looked at
 * @param leaseTtl how long a lane waits for a relay that has died
 */
public record RelayConfig(Duration interval, Duration leaseTtl) {
  /** Reads the relay's settings. */
  public static RelayConfig from(Env env) {
    return new RelayConfig(
        env.duration(
            "OCEANUS_RELAY_INTERVAL",
            Duration.ofMillis(100),
            Duration.ofMillis(10),
            Duration.ofMinutes(1),
            "How often new events are looked for to be published; those in between share a"
                + " request."),
        LeaseConfig.ttl(env));
  }
}
