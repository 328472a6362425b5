package dev.oceanus.common.bus;

import dev.oceanus.common.config.Env;

/** The buses that a process may be told to publish to. */
public enum BusKind {
  /** Nobody learns of events before they are in the warehouse. */
  NONE,
  /** Google Cloud Pub/Sub, or its emulator. */
  PUBSUB;

  /** Reads which one it is. */
  public static BusKind from(Env env) {
    return env.choice(
        "OCEANUS_EVENT_BUS", BusKind.class, NONE, "Where live events are published, if anywhere.");
  }
}
