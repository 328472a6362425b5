package dev.oceanus.local.doctor.visit;

import dev.oceanus.common.life.Retry;
import dev.oceanus.local.browser.BrowserException;
import dev.oceanus.local.browser.Tab;
import dev.oceanus.local.doctor.facts.Examination;
import dev.oceanus.local.doctor.facts.Examination.Source;
import dev.oceanus.local.doctor.facts.Exchange.Answered;
import dev.oceanus.local.doctor.facts.Exchange.Pending;
import dev.oceanus.local.doctor.facts.Page;
import dev.oceanus.local.doctor.facts.Page.Place;
import dev.oceanus.local.doctor.facts.Page.PolicyText;
import dev.oceanus.local.doctor.facts.Tags;
import dev.oceanus.local.doctor.facts.Urls;
import dev.oceanus.local.doctor.wire.Beacon;
import dev.oceanus.local.doctor.wire.CollectorCalls;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * One visit of a page: loads it, waits until its events are answered or it is clear that there are
 * none, and gathers what is to be seen. Not thread-safe.
 */
public final class PageVisit {
  /** They would wait for somebody to click. */
  private static final String NO_DIALOGS =
      "window.alert = window.confirm = window.prompt = window.print = () => {}";

  private static final Duration LOOK = Duration.ofMillis(100);

  /** How long a page that has loaded may take to send its first event. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** How long it is looked at after the first answer, for what follows at once. */
  private static final Duration AFTERWARDS = Duration.ofMillis(1_200);

  private final Tab tab;
  private final Duration limit;
  private final long begun = System.nanoTime();
  private long loaded = begun;
  private long answered = begun;

  private PageVisit(Tab tab, Duration limit) {
    this.tab = tab;
    this.limit = limit;
  }

  /**
   * Loads a page.
   *
   * @param tab that has been nowhere yet
   * @param limit the longest time of the whole visit
   * @throws BrowserException if it does not load
   */
  public static PageVisit begin(Tab tab, URI url, Duration limit) {
    PageVisit visit = new PageVisit(tab, limit);
    tab.call("Audits.enable", Map.of());
    tab.prepare(NO_DIALOGS);
    JsonNode answer = tab.call("Page.navigate", Map.of("url", url.toString()));
    String error = answer.path("errorText").asString("");
    if (!error.isEmpty()) {
      throw new BrowserException("%s does not load: %s".formatted(url, error));
    }
    visit.await(visit::isThere, limit);
    visit.loaded = System.nanoTime();
    return visit;
  }

  /** What is to be seen once the first events are answered, or none seem to come. */
  public Examination firstAnswers() {
    await(this::isAnswered, PATIENCE);
    answered = System.nanoTime();
    return examination();
  }

  /** What is to be seen when nothing more follows at once. */
  public Examination all() {
    await(() -> elapsed(answered).compareTo(AFTERWARDS) > 0, AFTERWARDS);
    await(this::isEverySiteHeard, PATIENCE.minus(elapsed(loaded)));
    await(() -> !isUnderWay(), PATIENCE);
    return examination();
  }

  /** A page that waits for something slow may have sent its events long ago. */
  private boolean isThere() {
    return isAnswered() || tab.text("document.readyState").equals("complete");
  }

  private boolean isAnswered() {
    return !beacons().isEmpty() && !isUnderWay();
  }

  /** Of several tags one may arrive much later than the first that has sent something. */
  private boolean isEverySiteHeard() {
    return CollectorCalls.of(PageScript.run(tab).tags(), new NetworkLog(tab, false).exchanges())
        .silentSites(tag -> !tag.attributes().getOrDefault("data-auto", "").equals("off"))
        .isEmpty();
  }

  private boolean isUnderWay() {
    return beacons().stream().anyMatch(each -> each.exchange().outcome() instanceof Pending);
  }

  private List<Beacon> beacons() {
    return CollectorCalls.of(new Tags(null, null), new NetworkLog(tab, false).exchanges())
        .beacons();
  }

  /** Waits for a condition, for so long and never longer than the visit may take. */
  private void await(BooleanSupplier condition, Duration most) {
    long since = System.nanoTime();
    boolean going = true;
    while (going
        && !condition.getAsBoolean()
        && elapsed(since).compareTo(most) < 0
        && elapsed(begun).compareTo(limit) < 0) {
      going = Retry.pause(LOOK);
    }
  }

  private static Duration elapsed(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  private Examination examination() {
    NetworkLog log = new NetworkLog(tab, true);
    PageScript seen = PageScript.run(tab);
    return new Examination(
        Source.BROWSER, page(seen, log), seen.tags(), seen.visitor(tab), log.exchanges());
  }

  private static Page page(PageScript seen, NetworkLog log) {
    URI url =
        Urls.web(seen.address())
            .orElseThrow(() -> new BrowserException("the page ended up at " + seen.address()));
    Optional<Answered> document = log.document();
    String header =
        document
            .map(answer -> answer.headers().getOrDefault("content-security-policy", ""))
            .orElse("");
    List<PolicyText> policies = new ArrayList<>(PolicyText.ofHeader(header));
    seen.policies().forEach(text -> policies.add(new PolicyText(text, Place.META)));
    return new Page(url, document.map(Answered::status).orElse(0), policies);
  }
}
