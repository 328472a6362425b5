package dev.oceanus.fakebigquery;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.oceanus.fakebigquery.store.Store;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** Starts the stand-in as a process, and prints one line once it can be called. */
public final class FakeBigQueryMain {
  private static final Set<String> NAMES =
      Set.of("port", "write-port", "folder", "project", "dataset", "location");
  private static final String USAGE =
      "usage: --folder F [--port N] [--write-port N] [--project P] [--dataset D] [--location L]"
          + " [--discard]";

  private FakeBigQueryMain() {}

  public static void main(String[] arguments) {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.WARN);
    }
    try {
      FakeBigQuery fake = FakeBigQuery.start(config(arguments));
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(fake::close));
      System.out.println("fake-bigquery ready: rest " + fake.url());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(64);
    } catch (RuntimeException e) {
      System.err.println("fake-bigquery cannot start: " + e);
      System.exit(1);
    }
  }

  private static FakeBigQueryConfig config(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    boolean discard = false;
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i].replaceFirst("^--", "");
      if (name.equals("discard")) {
        discard = true;
      } else if (NAMES.contains(name) && i + 1 < arguments.length) {
        i++;
        options.put(name, arguments[i]);
      } else {
        throw new IllegalArgumentException("unknown: " + arguments[i] + "\n" + USAGE);
      }
    }
    if (!options.containsKey("folder")) {
      throw new IllegalArgumentException("--folder is missing\n" + USAGE);
    }
    return new FakeBigQueryConfig(
        Path.of(options.get("folder")),
        Integer.parseInt(options.getOrDefault("port", "0")),
        Integer.parseInt(options.getOrDefault("write-port", "0")),
        options.getOrDefault("project", "test"),
        options.getOrDefault("dataset", "web"),
        options.getOrDefault("location", "US"),
        discard ? Store.Rows.DISCARDED : Store.Rows.KEPT);
  }
}
