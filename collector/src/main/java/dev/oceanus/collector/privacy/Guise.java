package dev.oceanus.collector.privacy;

import dev.oceanus.common.event.Event;
import org.jspecify.annotations.Nullable;

/** How whoever sent one request appears in what is stored of it. Used by one thread at a time. */
public final class Guise {
  private final SitePrivacy rules;
  private final Browser browser;
  private final boolean daily;
  private final byte @Nullable [] salt;
  private String address = "";
  private String userAgent = "";
  private DailyIds ids = DailyIds.NONE;

  /**
   * @param daily whether its events get ids of the day
   * @param salt of that day, or null if there is none
   */
  Guise(SitePrivacy rules, Browser browser, boolean daily, byte @Nullable [] salt) {
    this.rules = rules;
    this.browser = browser;
    this.daily = daily;
    this.salt = salt;
  }

  Browser browser() {
    return browser;
  }

  boolean daily() {
    return daily;
  }

  /** Ids for an address and a user agent, mostly the same ones for all events of a request. */
  DailyIds ids(String site, String ofAddress, String ofUserAgent) {
    if (salt == null || ofAddress.isEmpty()) {
      return DailyIds.NONE;
    }
    if (!ofAddress.equals(address) || !ofUserAgent.equals(userAgent)) {
      address = ofAddress;
      userAgent = ofUserAgent;
      ids = DailyIds.of(salt, site, address, userAgent);
    }
    return ids;
  }

  /** Takes out of an event of this request what must not be stored. */
  public void apply(Event event) {
    rules.apply(event, this);
  }

  /** Whether anything of the request is stored. */
  public boolean stored() {
    return browser.treatment() != Treatment.NONE;
  }

  /** Whether its events should have ids of the day, and there is no salt for them. */
  public boolean unsalted() {
    return daily && salt == null;
  }
}
