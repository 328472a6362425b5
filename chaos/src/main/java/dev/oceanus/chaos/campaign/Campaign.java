package dev.oceanus.chaos.campaign;

/** Something that is done to a running pipeline under load. */
@FunctionalInterface
public interface Campaign {
  /** Does it; returns when everything runs again, or is starting. */
  void run(Scene scene);
}
