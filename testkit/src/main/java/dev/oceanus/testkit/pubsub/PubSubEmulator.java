package dev.oceanus.testkit.pubsub;

import dev.oceanus.testkit.process.Folders;
import dev.oceanus.testkit.process.Pause;
import dev.oceanus.testkit.process.Ports;
import dev.oceanus.testkit.process.ServerLife;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One process of Google's Pub/Sub emulator with a port of its own. What it knows is in its memory:
 * topics, subscriptions and messages are gone when it is killed or restarted, not when it is
 * paused. Owned by the test, which closes it. Not thread-safe.
 */
public final class PubSubEmulator implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int CALL_MILLIS = 1_000;

  private final EmulatorProgram program;
  private final int port;
  private final Path folder;
  private ServerLife life;

  private PubSubEmulator(EmulatorProgram program, int port, Path folder) {
    this.program = program;
    this.port = port;
    this.folder = folder;
    this.life = launch();
  }

  /**
   * Starts an emulator.
   *
   * @throws IllegalStateException if there is none, saying what to install, or it does not answer
   */
  public static PubSubEmulator start() {
    try {
      PubSubEmulator emulator =
          new PubSubEmulator(
              EmulatorProgram.find(System.getenv()),
              Ports.free(),
              Files.createTempDirectory("oceanus-pubsub"));
      emulator.awaitAnswer();
      return emulator;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** {@code http://127.0.0.1:port}. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Process id of the present life. */
  public long pid() {
    return life.pid();
  }

  /** Whether its process lives. */
  public boolean isAlive() {
    return life.isAlive();
  }

  /** Ends it at once, as SIGKILL does. */
  public void kill() {
    life.signal("KILL");
    awaitEnd();
  }

  /** Ends it in order. */
  public void stop() {
    life.signal("TERM");
    awaitEnd();
  }

  /** Starts it again, empty, on the same port, and waits until it answers. */
  public void restart() {
    if (life.isAlive()) {
      kill();
    }
    life = launch();
    awaitAnswer();
  }

  /** Halts it where it stands (SIGSTOP): whoever calls it waits. */
  public void pause() {
    life.signal("STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void resume() {
    life.signal("CONT");
  }

  @Override
  public void close() {
    if (life.isAlive()) {
      life.signal("CONT");
      kill();
    }
    if (Files.exists(folder)) { // else it is closed already
      Folders.delete(folder);
    }
  }

  private ServerLife launch() {
    try {
      return program.launch(port, log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return folder.resolve("emulator.log");
  }

  private void awaitAnswer() {
    boolean answered = Pause.until(LIMIT, () -> answers() || !life.isAlive());
    if (!answered || !life.isAlive()) {
      throw new IllegalStateException(
          "the Pub/Sub emulator did not answer on " + url() + ": " + output());
    }
  }

  private boolean answers() {
    try {
      HttpURLConnection call = (HttpURLConnection) URI.create(url()).toURL().openConnection();
      call.setConnectTimeout(CALL_MILLIS);
      call.setReadTimeout(CALL_MILLIS);
      try {
        return call.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        call.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  private String output() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "no output";
    } catch (IOException e) {
      return "no output: " + e.getMessage();
    }
  }

  private void awaitEnd() {
    if (!life.endsWithin(LIMIT)) {
      throw new IllegalStateException("the Pub/Sub emulator " + life.pid() + " did not end");
    }
  }
}
