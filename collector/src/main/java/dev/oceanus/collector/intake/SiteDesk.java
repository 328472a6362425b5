package dev.oceanus.collector.intake;

import dev.oceanus.collector.ledger.SiteLedger;
import dev.oceanus.collector.parse.SitePlan;
import dev.oceanus.collector.privacy.DailySalts;
import dev.oceanus.collector.privacy.SitePrivacy;
import dev.oceanus.collector.refused.RawKeeper;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.stream.Shard;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Everything that is prepared for one interface of a site, once.
 *
 * @param plan from names on the wire to columns
 * @param codec writes its events
 * @param shards streams of its lane
 * @param ledger its account
 * @param keeper decides what is kept of what it refuses
 * @param privacy takes out of events what the site does not store
 */
public record SiteDesk(
    SitePlan plan,
    EventCodec codec,
    List<Shard> shards,
    SiteLedger ledger,
    RawKeeper keeper,
    SitePrivacy privacy) {
  /** A desk for what comes to a site by one of its interfaces. */
  static SiteDesk of(SitePlan plan, SiteLedger ledger, DailySalts salts) {
    Site site = plan.site();
    return new SiteDesk(
        plan,
        new EventCodec(site.schema()),
        site.lane().all(),
        ledger,
        new RawKeeper(site),
        new SitePrivacy(plan, salts));
  }

  /** The site itself. */
  public Site site() {
    return plan.site();
  }

  /** Where the next request's events go. */
  Shard shard() {
    return shards.size() == 1
        ? shards.get(0)
        : shards.get(ThreadLocalRandom.current().nextInt(shards.size()));
  }
}
