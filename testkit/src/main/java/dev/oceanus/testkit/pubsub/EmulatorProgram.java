package dev.oceanus.testkit.pubsub;

import dev.oceanus.testkit.process.ServerLife;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Starts the Pub/Sub emulator that tests run, wherever it comes from. */
interface EmulatorProgram {
  /** Names a program, or says {@link #CONTAINER}. */
  String VARIABLE = "OCEANUS_TEST_PUBSUB_EMULATOR";

  /** Value of the variable that asks for a container although there is a program. */
  String CONTAINER = "container";

  /** Where it is below the root of a Google Cloud CLI. */
  Path WITHIN = Path.of("platform", "pubsub-emulator", "bin", "cloud-pubsub-emulator");

  /**
   * Starts an emulator on this port of 127.0.0.1.
   *
   * @param log where its output goes
   * @throws IOException if it cannot be started
   */
  ServerLife launch(int port, Path log) throws IOException;

  /**
   * What {@link #VARIABLE} names, else what belongs to the first {@code gcloud} on the path, else a
   * container.
   *
   * @throws IllegalStateException if the variable names no program
   */
  static EmulatorProgram find(Map<String, String> environment) {
    String named = environment.get(VARIABLE);
    if (named == null) {
      return ofCli(environment.getOrDefault("PATH", ""))
          .<EmulatorProgram>map(LocalEmulator::new)
          .orElseGet(ContainerEmulator::new);
    }
    if (named.equals(CONTAINER)) {
      return new ContainerEmulator();
    }
    Path program = Path.of(named);
    if (Files.isExecutable(program)) {
      return new LocalEmulator(program);
    }
    throw new IllegalStateException(VARIABLE + " names no program: '" + named + "'");
  }

  /** A CLI's {@code gcloud} is in the folder {@code bin} of its root, and links lead there. */
  private static Optional<Path> ofCli(String path) {
    return Arrays.stream(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "gcloud"))
        .filter(Files::isExecutable)
        .map(EmulatorProgram::whole)
        .flatMap(gcloud -> Optional.ofNullable(gcloud.getParent()).stream())
        .flatMap(bin -> Optional.ofNullable(bin.getParent()).stream())
        .map(root -> root.resolve(WITHIN))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path whole(Path link) {
    try {
      return link.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
