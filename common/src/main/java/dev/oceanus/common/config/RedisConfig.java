package dev.oceanus.common.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Redis.
 *
 * @param url {@code redis://[user:password@]host[:port]}, or {@code rediss://}
 * @param mode one Redis, or a cluster
 * @param password in place of the one in the URL
 * @param timeout for connecting, and for each answer
 * @param allowUnsafe names of durability rules that Redis may break
 */
public record RedisConfig(
    URI url, Mode mode, @Nullable Secret password, Duration timeout, List<String> allowUnsafe) {
  private static final String URL = "OCEANUS_REDIS_URL";

  /** What answers at the URL. */
  public enum Mode {
    STANDALONE,
    CLUSTER
  }

  /** Whether the settings say where Redis is, for those who can do without. */
  public static boolean isNamed(Env env) {
    return env.isSet(URL);
  }

  /**
   * Reads the settings that begin with {@code OCEANUS_REDIS_}.
   *
   * @param rules names of the durability rules
   */
  public static RedisConfig from(Env env, Set<String> rules) {
    List<String> allowed =
        env.list(
            "OCEANUS_REDIS_ALLOW_UNSAFE",
            List.of(),
            "Redis settings that may be other than durable, by name: events may then be lost.");
    for (String rule : allowed) {
      if (!rules.contains(rule)) {
        env.fault(
            "OCEANUS_REDIS_ALLOW_UNSAFE",
            "must name rules out of " + String.join(", ", rules.stream().sorted().toList()),
            rule);
      }
    }
    return new RedisConfig(
        env.uri(
            URL,
            "redis://127.0.0.1:6379",
            Set.of("redis", "rediss"),
            "Where Redis is; rediss:// for TLS."),
        env.choice(
            "OCEANUS_REDIS_MODE",
            Mode.class,
            Mode.STANDALONE,
            "Whether one Redis answers there, or a node of a cluster."),
        env.secret("OCEANUS_REDIS_PASSWORD_FILE", "File with the password of Redis."),
        env.duration(
            "OCEANUS_REDIS_TIMEOUT",
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofMinutes(1),
            "How long connecting to Redis, and each of its answers, may take."),
        allowed);
  }
}
