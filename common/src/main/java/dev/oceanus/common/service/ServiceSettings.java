package dev.oceanus.common.service;

import dev.oceanus.common.config.AdminConfig;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.log.LogConfig;
import java.nio.file.Path;

/**
 * What every process reads from its environment, whatever its service.
 *
 * @param log how it logs
 * @param admin where it answers its operators
 * @param terminationLog file, written if it exists, that says why the process ended
 */
public record ServiceSettings(LogConfig log, AdminConfig admin, Path terminationLog) {
  /** Reads the settings; faults are noted in the environment. */
  public static ServiceSettings from(Env env) {
    return new ServiceSettings(
        LogConfig.from(env),
        AdminConfig.from(env),
        Path.of(
            env.text(
                "OCEANUS_TERMINATION_LOG",
                "/dev/termination-log",
                "File, written if it exists, that says why a process ended.")));
  }
}
