package dev.oceanus.local.doctor.check;

import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Exchange.Answered;
import java.util.ArrayList;
import java.util.List;

/** Whether a service worker of the page stands between it and the collector. */
final class CacheCheck implements Check {
  private static final String ABOUT = "worker";

  @Override
  public List<Finding> findings(Case given) {
    List<Finding> findings = new ArrayList<>();
    List<String> caches = given.seen().visitor().caches();
    if (caches != null && !caches.isEmpty()) {
      findings.add(
          Finding.warning(
              ABOUT,
              "a cache of the page's service worker keeps the tag: " + String.join(", ", caches),
              "Leave the collector's addresses out of it, or an old tag may run for long"));
    }
    boolean beacons =
        given.calls().beacons().stream().anyMatch(beacon -> byWorker(beacon.exchange()));
    if (beacons) {
      findings.add(
          Finding.warning(
              ABOUT,
              "events were answered by the page's service worker, not by the collector",
              "Let it pass requests to the collector on"));
    }
    return findings;
  }

  private static boolean byWorker(Exchange exchange) {
    return exchange.outcome() instanceof Answered answer
        && answer.by() == Exchange.By.SERVICE_WORKER;
  }
}
