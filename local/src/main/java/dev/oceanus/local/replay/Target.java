package dev.oceanus.local.replay;

/** A collector that takes requests. */
@FunctionalInterface
public interface Target {
  /** Sends a request, once. */
  Answer send(Request request);
}
