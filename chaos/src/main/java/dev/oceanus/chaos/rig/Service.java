package dev.oceanus.chaos.rig;

import dev.oceanus.testkit.process.JavaProgram;
import dev.oceanus.testkit.process.Life;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A place for one process, which lives there again and again with the same settings and ports. Used
 * by one thread.
 */
public final class Service {
  /** What our own services log once they have started. */
  static final String STARTED = " started in ";

  private static final Duration START = Duration.ofSeconds(60);
  private static final String ADMIN_PORT = "OCEANUS_ADMIN_PORT";

  private final JavaProgram program;
  private final Path archive;
  private final Map<String, String> environment;
  private final String started;
  private final List<Life> lives = new ArrayList<>();
  private final Set<Life> excused = new HashSet<>();
  private boolean wanted;

  /**
   * @param archive file of the program's classes, which {@link #rehearse} makes
   * @param started what it logs once it has started
   */
  Service(JavaProgram program, Path archive, Map<String, String> environment, String started) {
    this.program = program;
    this.archive = archive;
    this.environment = Map.copyOf(environment);
    this.started = started;
  }

  /** As in logs. */
  public String name() {
    return program.name();
  }

  /** Port of the admin server. */
  public int adminPort() {
    return Integer.parseInt(environment.getOrDefault(ADMIN_PORT, "0"));
  }

  /** Whether the present life has started. */
  public boolean hasStarted() {
    return life().logHolds(started);
  }

  /**
   * Waits until the present life has started.
   *
   * @throws IllegalStateException if that takes too long
   */
  public void awaitStart() {
    Life life = life();
    if (!life.awaitLog(started, START)) {
      throw new IllegalStateException(life + " did not start: " + life.log());
    }
  }

  /** Begins a life, and does not wait for anything. */
  public Life start() {
    return start("");
  }

  /**
   * Begins a life that breaks somewhere.
   *
   * @param failPoints as in {@code OCEANUS_FAIL_POINTS}
   */
  public Life start(String failPoints) {
    Map<String, String> settings = new HashMap<>(environment);
    if (!failPoints.isEmpty()) {
      settings.put("OCEANUS_FAIL_POINTS", failPoints);
    }
    return begin(program.with("-XX:SharedArchiveFile=" + archive), settings);
  }

  /** Begins a life that writes the archive when it ends in order. */
  void rehearse() {
    begin(program.with("-XX:ArchiveClassesAtExit=" + archive), environment);
  }

  private Life begin(JavaProgram with, Map<String, String> settings) {
    Life life = with.start(lives.size() + 1, settings);
    lives.add(life);
    wanted = true;
    return life;
  }

  /** The present life, or the last one. */
  public Life life() {
    return lives.getLast();
  }

  /** All lives so far. */
  public List<Life> lives() {
    return List.copyOf(lives);
  }

  /** From now on nobody minds if its life ends. */
  public void leave() {
    wanted = false;
  }

  /** Whether it should be alive. */
  boolean wanted() {
    return wanted;
  }

  /** The errors in this life's log are what a test has asked for. */
  public void excuse(Life life) {
    excused.add(life);
  }

  boolean isExcused(Life life) {
    return excused.contains(life);
  }
}
