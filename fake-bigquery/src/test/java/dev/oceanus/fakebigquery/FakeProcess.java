package dev.oceanus.fakebigquery;

import dev.oceanus.testkit.process.JavaProgram;
import dev.oceanus.testkit.process.Life;
import dev.oceanus.testkit.process.Ports;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The stand-in as a process of its own, which can be killed and comes back on the same port. */
final class FakeProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final int port = Ports.free();
  private final JavaProgram program;
  private final Path folder;
  private int lives;
  private Life life;

  FakeProcess(Path folder) {
    this.folder = folder.resolve("state");
    program =
        new JavaProgram(
            "fake",
            FakeBigQueryMain.class.getName(),
            classPath(),
            List.of(),
            folder.resolve("logs"));
    life = begin();
  }

  /** The class path of this process but for the tests. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes") && Files.exists(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Life begin() {
    lives++;
    Life begun =
        program.start(
            lives,
            Map.of(
                "FAKE_BIGQUERY_FOLDER",
                folder.toString(),
                "FAKE_BIGQUERY_PORT",
                Integer.toString(port)));
    if (!begun.awaitLog("ready", LIMIT)) {
      throw new IllegalStateException("the stand-in did not start: " + begun.log());
    }
    return begun;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  void kill() {
    life.kill();
  }

  void start() {
    life = begin();
  }

  @Override
  public void close() {
    life.kill();
  }
}
