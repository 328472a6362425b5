package dev.oceanus.fakebigquery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Google's command-line client, with no credentials but a token of ours, and no network but the
 * stand-in. It knows the API from a document of its own.
 */
final class Bq {
  private static final String DOCUMENT = "platform/bq/discovery_next/bigquery.json";
  private static final long LIMIT_SECONDS = 120;

  private final Path program;
  private final Path document;
  private final Path home;
  private final URI api;

  private Bq(Path program, Path document, Path home, URI api) {
    this.program = program;
    this.document = document;
    this.home = home;
    this.api = api;
  }

  /** Whether it is on this machine, with the document; tests ask before they run. */
  static boolean isInstalled() {
    boolean installed = document().isPresent();
    if (!installed) {
      System.out.println("bq is not on the path: its tests do not run");
    }
    return installed;
  }

  static Bq against(URI api, Path home) throws IOException {
    Files.write(home.resolve("token"), "nobody-checks-it".getBytes(UTF_8));
    return new Bq(program().orElseThrow(), document().orElseThrow(), home, api);
  }

  private static Optional<Path> program() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "bq"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> document() {
    return program()
        .map(Bq::real)
        .map(binary -> binary.resolveSibling("..").resolve(DOCUMENT).normalize())
        .filter(Files::isRegularFile);
  }

  private static Path real(Path link) {
    try {
      return link.toRealPath();
    } catch (IOException e) {
      return link;
    }
  }

  /** What a command printed, and its exit code. */
  record Output(int code, String text) {}

  /** Runs one command. */
  Output run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            program.toString(),
            "--api=" + api,
            "--discovery_file=" + document,
            "--project_id=test",
            "--headless",
            "--quiet",
            "--format=json"));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(home, "bq", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME",
                home.toString(),
                "CLOUDSDK_CONFIG",
                home.toString(),
                "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE",
                home.resolve("token").toString(),
                "CLOUDSDK_CORE_DISABLE_PROMPTS",
                "1",
                "CLOUDSDK_CORE_DISABLE_USAGE_REPORTING",
                "true",
                "CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK",
                "true"));
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("bq did not end: " + command);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    return new Output(process.exitValue(), new String(Files.readAllBytes(log), UTF_8));
  }
}
