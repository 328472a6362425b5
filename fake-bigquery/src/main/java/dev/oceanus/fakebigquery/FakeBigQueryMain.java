package dev.oceanus.fakebigquery;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.oceanus.fakebigquery.store.Store;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Starts the stand-in as a process, and prints one line once it can be called. Each option can come
 * from the environment as well: {@code --write-port} as {@code FAKE_BIGQUERY_WRITE_PORT}.
 */
public final class FakeBigQueryMain {
  private static final List<String> NAMES =
      List.of("host", "port", "write-port", "folder", "project", "dataset", "location", "rows");
  private static final String USAGE =
      "usage: --folder F [--host ADDRESS] [--port N] [--write-port N] [--project P] [--dataset D] [--location L]"
          + " [--rows kept|discarded]";
  private static final int USAGE_CODE = 64;

  private FakeBigQueryMain() {}

  public static void main(String[] arguments) {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.WARN);
    }
    try {
      FakeBigQuery fake = FakeBigQuery.start(config(options(arguments)));
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(fake::close));
      System.out.println(
          "fake-bigquery ready: rest %s write 127.0.0.1:%d"
              .formatted(fake.url(), fake.writePort()));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(USAGE_CODE);
    } catch (RuntimeException e) {
      System.err.println("fake-bigquery cannot start: " + e);
      System.exit(1);
    }
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    for (String name : NAMES) {
      String value =
          System.getenv("FAKE_BIGQUERY_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
      if (value != null) {
        options.put(name, value);
      }
    }
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i].replaceFirst("^--", "");
      if (!NAMES.contains(name) || i + 1 == arguments.length) {
        throw new IllegalArgumentException("unknown, or without a value: " + arguments[i]);
      }
      options.put(name, arguments[i + 1]);
    }
    if (!options.containsKey("folder")) {
      throw new IllegalArgumentException("--folder is missing");
    }
    return options;
  }

  private static FakeBigQueryConfig config(Map<String, String> options) {
    return new FakeBigQueryConfig(
        Path.of(options.getOrDefault("folder", "")),
        options.getOrDefault("host", FakeBigQueryConfig.LOOPBACK),
        Integer.parseInt(options.getOrDefault("port", "0")),
        Integer.parseInt(options.getOrDefault("write-port", "0")),
        options.getOrDefault("project", "test"),
        options.getOrDefault("dataset", "web"),
        options.getOrDefault("location", "US"),
        Store.Rows.valueOf(options.getOrDefault("rows", "kept").toUpperCase(Locale.ROOT)));
  }
}
