package dev.oceanus.collector.privacy;

import dev.oceanus.collector.parse.Arrival;
import dev.oceanus.common.event.Event;
import org.jspecify.annotations.Nullable;

/** How whoever sent one request appears in what is stored of it. Immutable. */
public final class Guise {
  private final SitePrivacy rules;
  private final Arrival arrival;
  private final Browser browser;
  private final @Nullable DailyIds ids;

  /**
   * @param ids ids that replace those of the page, or null where the page's count
   */
  Guise(SitePrivacy rules, Arrival arrival, Browser browser, @Nullable DailyIds ids) {
    this.rules = rules;
    this.arrival = arrival;
    this.browser = browser;
    this.ids = ids;
  }

  Arrival arrival() {
    return arrival;
  }

  Browser browser() {
    return browser;
  }

  @Nullable DailyIds ids() {
    return ids;
  }

  /** Takes out of an event of this request what must not be stored. */
  public void apply(Event event) {
    rules.apply(event, this);
  }

  /** The arrival as it may be kept of what is refused. */
  public Arrival shown() {
    return rules.shown(arrival, browser.treatment());
  }

  /** Whether anything of the request is stored. */
  public boolean stored() {
    return browser.treatment() != Treatment.NONE;
  }

  /** Whether what was refused may be kept as it was sent. */
  public boolean keepsRaw() {
    return browser.treatment() == Treatment.USUAL;
  }

  /** Whether its events should have ids of the day, and there is no salt for them. */
  public boolean unsalted() {
    return DailyIds.NONE.equals(ids);
  }
}
