package dev.oceanus.chaos.rig;

/** Tells BigQuery's stand-in how to go wrong. What it is told it forgets when it ends. */
public final class StandIn {
  private final Rest rest;

  StandIn(int port) {
    this.rest = new Rest(port, "/_fake/");
  }

  /**
   * Adds a rule.
   *
   * @param rule as JSON: which calls, and what happens to them
   */
  public void fault(String rule) {
    String unused = rest.ask("POST", "faults", rule);
  }

  /** Ends all rules. */
  public void heal() {
    String unused = rest.ask("DELETE", "faults", "");
  }

  /**
   * Changes settings.
   *
   * @param patch as JSON; null sets the default again
   */
  public void set(String patch) {
    String unused = rest.ask("POST", "settings", patch);
  }
}
