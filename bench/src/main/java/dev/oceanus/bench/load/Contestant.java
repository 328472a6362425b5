package dev.oceanus.bench.load;

import dev.oceanus.bench.process.Measured;
import java.util.List;
import java.util.Map;

/** A server under load. */
interface Contestant {
  /** As in tables. */
  String name();

  /** Where it listens on 127.0.0.1. */
  int port();

  /** The processes whose CPU time its answers cost, by name. */
  Map<String, Measured> processes();

  /** Brings it to the state from which every round begins. */
  void reset();

  /**
   * Waits until it has finished, and checks that it has done all that it has answered.
   *
   * @param answered requests that were answered
   * @param underWay most requests that may have come besides
   * @return what is wrong, in words; empty if nothing is
   */
  List<String> verify(Scenario scenario, long answered, int underWay);
}
