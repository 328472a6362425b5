package dev.oceanus.local.redis;

import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisDurability;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.settings.KnownSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** The Redis whose notices a command looks at. */
public final class NoticeRedis {
  private static final String URL = "OCEANUS_REDIS_URL";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private NoticeRedis() {}

  /**
   * That of the settings, if they name one, else that of the process which runs on the folder.
   *
   * @throws CommandException if there is none, or the settings have faults
   */
  public static UnifiedJedis open(DataFolder folder, Map<String, String> environment)
      throws IOException {
    if (environment.containsKey(URL)) {
      return RedisClients.open(
          KnownSettings.read(
              environment, Map.of(), env -> RedisConfig.from(env, RedisDurability.rules())));
    }
    Optional<Running> running =
        folder.isClaimed() ? Running.read(folder.running()) : Optional.empty();
    int port =
        running
            .map(Running::redisPort)
            .orElseThrow(
                () ->
                    new CommandException(
                        CommandException.UNAVAILABLE,
                        "nothing runs on %s; './oceanus up' starts it, %s names another Redis"
                            .formatted(folder.root(), URL)));
    return RedisClients.standalone(URI.create("redis://127.0.0.1:" + port), null, TIMEOUT);
  }
}
