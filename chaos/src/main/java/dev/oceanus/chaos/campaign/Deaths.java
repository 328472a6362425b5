package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.rig.Rig;
import dev.oceanus.chaos.rig.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Kills (SIGKILL) each watched process once, starts it again at once as Kubernetes does, and waits
 * until people have been told that it died, and that it is back. The notifier is among them: its
 * own death is told by its next life.
 */
public final class Deaths implements Campaign {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final List<Told> told = new ArrayList<>();

  /**
   * What people learned of a death.
   *
   * @param process who died
   * @param named how long after
   * @param back how long after that it was said to be back
   */
  public record Told(String process, Duration named, Duration back) {}

  @Override
  public void run(Scene scene) {
    Rig rig = scene.rig();
    rig.watched().forEach(Service::awaitStart);
    for (Service service : rig.watched()) {
      String name = service.name();
      rig.broken();
      service.life().kill();
      service.start();
      Duration named = until(scene, name + " died without a word");
      Duration back = until(scene, "in place of " + name + ", which had died");
      Told each = new Told(name, named, back);
      told.add(each);
      scene
          .progress()
          .accept(
              "%s: named %.1f s after its death, said to be back %.1f s later"
                  .formatted(name, named.toMillis() / 1e3, back.toMillis() / 1e3));
    }
  }

  private static Duration until(Scene scene, String words) {
    long begun = System.nanoTime();
    if (!scene.rig().tendUntil(LONGEST, () -> scene.rig().notices().hold(words))) {
      throw new IllegalStateException("nobody was told within " + LONGEST + ": " + words);
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** What people learned, death by death. */
  public List<Told> told() {
    return List.copyOf(told);
  }
}
