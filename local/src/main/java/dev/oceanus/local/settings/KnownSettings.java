package dev.oceanus.local.settings;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.local.cli.CommandException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads settings for a command. Of the environment it takes only what their reader knows: it may be
 * a service's, with more in it.
 */
public final class KnownSettings {
  private KnownSettings() {}

  /**
   * What a reader makes of the environment.
   *
   * @param otherwise values of settings that are not in the environment and do not have their
   *     default here; those that the reader does not know count for nothing
   * @throws CommandException with every fault
   */
  public static <T> T read(
      Map<String, String> environment, Map<String, String> otherwise, Function<Env, T> reader) {
    Env probe = new Env(Map.of());
    T unused = reader.apply(probe);
    Map<String, String> variables = new HashMap<>();
    for (Env.Setting setting : probe.settings()) {
      String value = environment.getOrDefault(setting.name(), otherwise.get(setting.name()));
      if (value != null) {
        variables.put(setting.name(), value);
      }
    }
    try {
      Env env = new Env(variables);
      T settings = reader.apply(env);
      env.check();
      return settings;
    } catch (ConfigException e) {
      throw new CommandException(CommandException.SETTINGS, String.join("\n", e.faults()));
    }
  }
}
