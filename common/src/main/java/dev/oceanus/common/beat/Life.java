package dev.oceanus.common.beat;

import dev.oceanus.common.life.Health;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a process, as it says itself.
 *
 * @param id of this run and no other
 * @param service its kind: {@code collector}
 * @param instance its name among its kind
 * @param version of its build
 * @param started by its own clock
 * @param health the worst of its parts, with the part's name
 * @param end how it ended, or null if it has not said so
 */
public record Life(
    String id,
    String service,
    String instance,
    String version,
    Instant started,
    Health health,
    @Nullable End end) {
  /** How it ended, if it said so before it did. */
  public Optional<End> ending() {
    return Optional.ofNullable(end);
  }

  /** The same life, ended like this. */
  public Life ended(End how) {
    return new Life(id, service, instance, version, started, health, how);
  }

  /** The same life in this health. */
  public Life with(Health now) {
    return new Life(id, service, instance, version, started, now, end);
  }

  /**
   * How a process ended.
   *
   * @param code its exit code
   * @param reason one line for people, without payloads
   */
  public record End(int code, String reason) {
    /** Whether it ended because it was told to. */
    public boolean inOrder() {
      return code == 0;
    }
  }
}
