package dev.oceanus.common.life;

/**
 * How a component is.
 *
 * @param live whether its loops still tick; when not, the process should be restarted
 * @param ready whether it can do its work now
 * @param detail one line for people, without addresses or payloads
 */
public record Health(boolean live, boolean ready, String detail) {
  private static final String DEGRADED = "degraded: ";

  /** All is well. */
  public static final Health READY = new Health(true, true, "ready");

  /** Does its work, but in another way than usual, which somebody should look at. */
  public static Health degraded(String detail) {
    return new Health(true, true, DEGRADED + detail);
  }

  /** Whether it works in another way than usual. */
  public boolean isDegraded() {
    return ready && detail.startsWith(DEGRADED);
  }

  /** Alive, but unable to work now. */
  public static Health notReady(String detail) {
    return new Health(true, false, detail);
  }

  /** Stuck: only a restart helps. */
  public static Health dead(String detail) {
    return new Health(false, false, detail);
  }
}
