package dev.oceanus.collector.privacy;

import dev.oceanus.collector.address.Ip;
import dev.oceanus.collector.parse.Arrival;
import dev.oceanus.collector.parse.SitePlan;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.site.Privacy;
import dev.oceanus.common.site.Privacy.Parameters;
import dev.oceanus.common.site.Privacy.Visitor;
import dev.oceanus.common.site.Site;
import org.jspecify.annotations.Nullable;

/** A site's privacy settings, ready to be applied to its requests. Thread-safe. */
public final class SitePrivacy {
  private final Site site;
  private final Privacy settings;
  private final DailySalts salts;
  private final EventMask mask;
  private final Columns visitor;
  private final Columns session;
  private final Columns address;
  private final Columns agent;
  private final Columns place;
  private final Columns urls;
  private final Columns browser;
  private final Columns person;

  public SitePrivacy(SitePlan plan, DailySalts salts) {
    this.site = plan.site();
    this.settings = site.privacy();
    this.salts = salts;
    this.mask = new EventMask(site, plan.canonical());
    Schema schema = site.schema();
    this.visitor = Columns.of(schema, "visitor_id", "sid");
    this.session = Columns.of(schema, "session_id");
    this.address = Columns.of(schema, "ip", "rad");
    this.agent = Columns.of(schema, "user_agent", "ua");
    this.place = Columns.of(schema, "country", "region", "city");
    this.urls = Columns.of(schema, "page_url", "referrer", "url", "ref");
    this.browser =
        Columns.of(schema, "page_view_id", "click_id", "browser", "os", "city")
            .and(Columns.of(schema, "screen", "scr", "viewport", "vie"))
            .and(visitor)
            .and(session)
            .and(address)
            .and(agent);
    this.person = Columns.of(schema, "user_id", "uid", "name", "cname", "email", "tel");
  }

  /** How whoever sent this request appears in what is stored of it. */
  public Guise guise(Arrival arrival, Browser by) {
    boolean daily = settings.visitor() == Visitor.DAILY && by.treatment() == Treatment.USUAL;
    byte[] salt = daily ? salts.of(DailySalts.day(arrival.receivedAt())) : null;
    return new Guise(this, by, daily, salt);
  }

  /** Takes out of an event what the settings want out of it. */
  void apply(Event event, Guise guise) {
    Treatment treatment = guise.browser().treatment();
    identify(event, guise);
    if (settings.address() != Privacy.Address.KEEP) {
      address.set(event, ip(address.text(event), treatment));
    }
    if (!settings.place()) {
      place.set(event, null);
    }
    if (treatment != Treatment.USUAL) {
      browser.set(event, null);
    }
    if (treatment == Treatment.ANONYMOUS) {
      person.set(event, null);
    }
    Parameters parameters = parameters(treatment);
    if (!parameters.all()) {
      urls.indexes().forEach(index -> scrub(event, index, parameters));
    }
    mask.apply(event);
  }

  private void identify(Event event, Guise guise) {
    if (guise.daily()) {
      DailyIds ids = guise.ids(site.name(), address.text(event), agent.text(event));
      visitor.set(event, ids.visitor());
      session.set(event, ids.session());
    } else if (guise.browser().visitor() != null && visitor.text(event).isEmpty()) {
      visitor.set(event, guise.browser().visitor());
    }
  }

  private static void scrub(Event event, int index, Parameters parameters) {
    if (event.get(index) instanceof String url) {
      event.set(index, PageUrl.of(url, parameters));
    }
  }

  /** The arrival as it may be kept of what is refused. */
  public Arrival shown(Arrival arrival, Treatment treatment) {
    boolean usual = treatment == Treatment.USUAL;
    Arrival.Place from = arrival.place();
    Arrival.Place shown =
        settings.place()
            ? new Arrival.Place(from.country(), from.region(), usual ? from.city() : null)
            : Arrival.Place.UNKNOWN;
    String ip = ip(arrival.ip(), treatment);
    String referrer = arrival.referrer();
    return new Arrival(
        arrival.receivedAt(),
        ip == null ? "" : ip,
        usual ? arrival.userAgent() : null,
        arrival.agent(),
        shown,
        referrer == null ? null : PageUrl.of(referrer, parameters(treatment)));
  }

  private @Nullable String ip(String ip, Treatment treatment) {
    if (treatment != Treatment.USUAL) {
      return null;
    }
    return switch (settings.address()) {
      case KEEP -> ip;
      case TRUNCATE -> Ip.parse(ip).map(each -> each.truncated().toString()).orElse(null);
      case DROP -> null;
    };
  }

  /** Whoever objects leaves no parameters but those that the site lists. */
  private Parameters parameters(Treatment treatment) {
    boolean all = treatment == Treatment.USUAL || !settings.parameters().all();
    return all ? settings.parameters() : Parameters.NONE;
  }
}
