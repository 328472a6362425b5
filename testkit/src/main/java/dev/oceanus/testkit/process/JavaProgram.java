package dev.oceanus.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A main class that can be run as a process of its own. Immutable; each start makes a new {@link
 * Life}.
 *
 * @param name prefix of its logs
 * @param mainClass what to run
 * @param classPath where its classes are, see {@link ClassPath}
 * @param options of its JVM, behind the usual ones
 * @param arguments of its main method
 * @param logs folder of the logs, one file for each life
 */
public record JavaProgram(
    String name,
    String mainClass,
    String classPath,
    List<String> options,
    List<String> arguments,
    Path logs) {
  private static final List<String> LIGHT =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "-Xlog:disable");
  private static final int HAS_UNSAFE_OPTION = 23;

  public JavaProgram {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
  }

  /** A program that takes no arguments. */
  public JavaProgram(
      String name, String mainClass, String classPath, List<String> options, Path logs) {
    this(name, mainClass, classPath, options, List.of(), logs);
  }

  /** The same with further options of its JVM. */
  public JavaProgram with(String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new JavaProgram(name, mainClass, classPath, all, arguments, logs);
  }

  /**
   * Starts it.
   *
   * @param number of this life, from 1, for the name of its log
   * @param environment variables of ours that it gets; those of this process that begin with {@code
   *     OCEANUS_} it does not get
   */
  public Life start(int number, Map<String, String> environment) {
    Path log = logs.resolve("%s.%03d.log".formatted(name, number));
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.environment().keySet().removeIf(key -> key.startsWith("OCEANUS_"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      Files.createDirectories(logs);
      return new Life(name + "." + number, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + name, e);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LIGHT);
    if (Runtime.version().feature() >= HAS_UNSAFE_OPTION) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(arguments);
    return command;
  }
}
