package dev.oceanus.fakebigquery;

import dev.oceanus.testkit.process.ClassPath;
import dev.oceanus.testkit.process.JavaProgram;
import dev.oceanus.testkit.process.Life;
import dev.oceanus.testkit.process.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
            ClassPath.without(FakeProcess.class),
            List.of(),
            folder.resolve("logs"));
    life = begin();
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
