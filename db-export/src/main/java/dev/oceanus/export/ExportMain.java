package dev.oceanus.export;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.log.LogConfig;
import dev.oceanus.common.log.Logging;
import dev.oceanus.common.service.ServiceRunner;
import dev.oceanus.export.bigquery.LoadException;
import dev.oceanus.export.source.SourceException;
import dev.oceanus.export.targets.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nightly export's process. It ends with 0 if the date is exported and loaded, with 78 if the
 * settings have faults, with 64 if it got arguments, and with 1 for all else; it may be run again.
 */
public final class ExportMain {
  private static final Logger logger = LoggerFactory.getLogger(ExportMain.class);
  private static final int FAILURE = 1;

  /** EX_USAGE of sysexits.h. */
  private static final int USAGE = 64;

  private ExportMain() {}

  public static void main(String[] args) {
    if (args.length > 0) {
      System.err.println(
          "oceanus: export takes no arguments; its settings are OCEANUS_* variables");
      System.exit(USAGE);
    }
    System.exit(run(System.getenv()));
  }

  private static int run(Map<String, String> variables) {
    Path terminationLog = ExportSettings.terminationLog(new Env(variables));
    try {
      Env env = new Env(variables);
      Clock clock = Clock.systemUTC();
      LogConfig log = LogConfig.from(env);
      Logging.configure(log);
      ExportSettings settings = ExportSettings.from(env, () -> LocalDate.now(clock));
      env.check();
      new Batch(settings, clock, RandomGenerator.getDefault()).run();
      return 0;
    } catch (ConfigException e) {
      e.faults().forEach(fault -> logger.error("configuration: {}", fault));
      note(terminationLog, "configuration: " + String.join("; ", e.faults()));
      return ServiceRunner.EXIT_CONFIG;
    } catch (SourceException | TargetException | LoadException e) {
      logger.error("the export failed: {}", e.getMessage());
      note(terminationLog, String.valueOf(e.getMessage()));
      return FAILURE;
    } catch (Throwable e) { // top of the main thread
      logger.error("the export failed", e);
      note(terminationLog, "the export failed: " + e);
      return FAILURE;
    } finally {
      Logging.flush();
    }
  }

  private static void note(Path file, String line) {
    if (!Files.isWritable(file)) {
      return;
    }
    try {
      Files.writeString(file, line.replaceAll("\\R", " ") + "\n");
    } catch (IOException e) {
      logger.warn("cannot write the termination log {}", file, e);
    }
  }
}
