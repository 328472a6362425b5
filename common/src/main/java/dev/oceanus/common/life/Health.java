package dev.oceanus.common.life;

/**
 * How a component is.
 *
 * @param live whether its loops still tick; when not, the process should be restarted
 * @param ready whether it can do its work now
 * @param detail one line for people, without addresses or payloads
 */
public record Health(boolean live, boolean ready, String detail) {
  /** All is well. */
  public static final Health READY = new Health(true, true, "ready");

  /** Alive, but unable to work now. */
  public static Health notReady(String detail) {
    return new Health(true, false, detail);
  }

  /** Stuck: only a restart helps. */
  public static Health dead(String detail) {
    return new Health(false, false, detail);
  }
}
