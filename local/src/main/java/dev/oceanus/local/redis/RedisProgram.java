package dev.oceanus.local.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.local.cli.CommandException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.RedisServer;

/**
 * Which redis-server is run: the first on the path that is new enough, else the one that a library
 * carries for this system.
 *
 * @param file the program
 * @param version as it says itself
 * @param carried whether it is the library's
 */
public record RedisProgram(Path file, String version, boolean carried) {
  private static final String NAME = "redis-server";
  private static final String CARRIED_VERSION = "7.0.15";
  private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.(\\d+)(\\.\\d+)?");
  private static final int ANSWER_SECONDS = 5;

  /**
   * Finds it.
   *
   * @param path folders as in the variable PATH
   * @param unpackTo folder where the carried program is put if it is needed
   * @throws CommandException if this system has none and none is carried for it
   */
  public static RedisProgram find(String path, Path unpackTo) {
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, NAME))
        .filter(Files::isExecutable)
        .flatMap(program -> versioned(program).stream())
        .findFirst()
        .orElseGet(() -> carried(unpackTo));
  }

  private static Optional<RedisProgram> versioned(Path program) {
    return newEnough(answer(program)).map(version -> new RedisProgram(program, version, false));
  }

  /** The version in what {@code redis-server --version} prints, if it is 6.2 or newer. */
  static Optional<String> newEnough(String answer) {
    Matcher matcher = VERSION.matcher(answer);
    if (!matcher.find()) {
      return Optional.empty();
    }
    int major = Integer.parseInt(matcher.group(1));
    int minor = Integer.parseInt(matcher.group(2));
    return major > 6 || (major == 6 && minor >= 2)
        ? Optional.of(matcher.group().substring(2))
        : Optional.empty();
  }

  private static String answer(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      String answer = new String(process.getInputStream().readNBytes(4096), UTF_8);
      if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return answer;
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static RedisProgram carried(Path unpackTo) {
    String resource = carriedName(System.getProperty("os.name"), System.getProperty("os.arch"));
    Path program = unpackTo.resolve(NAME + "-" + CARRIED_VERSION);
    try (InputStream in = RedisServer.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new CommandException(
            CommandException.UNAVAILABLE,
            "found no redis-server from 6.2 on in the path, and none is carried for this system"
                + " (%s); please install Redis".formatted(resource));
      }
      if (!Files.isExecutable(program)) {
        Files.createDirectories(unpackTo);
        Path fresh = unpackTo.resolve(NAME + ".new");
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
      }
      return new RedisProgram(program, CARRIED_VERSION, true);
    } catch (IOException e) {
      throw new CommandException(
          CommandException.UNAVAILABLE,
          "the carried redis-server cannot be put into %s: %s".formatted(unpackTo, e.getMessage()));
    }
  }

  /** Name of the library's resource for a system as Java names it. */
  static String carriedName(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    boolean arm = List.of("aarch64", "arm64").contains(osArch.toLowerCase(Locale.ROOT));
    return "redis-server-%s-%s-%s"
        .formatted(CARRIED_VERSION, os.contains("mac") ? "darwin" : os, arm ? "arm64" : "amd64");
  }
}
