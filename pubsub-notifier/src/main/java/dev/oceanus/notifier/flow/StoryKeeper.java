package dev.oceanus.notifier.flow;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.event.Roles;
import dev.oceanus.notifier.story.Page;
import dev.oceanus.notifier.story.Stories;
import dev.oceanus.notifier.story.Stories.Seen;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the pages of visitors, of sites whose stories some message tells, several at a time. What
 * it has not written yet it tells as well, and loses when the process dies: a story is an ornament.
 * Thread-safe.
 */
public final class StoryKeeper implements Component {
  private static final Logger logger = LoggerFactory.getLogger(StoryKeeper.class);
  private static final int MOST_PENDING = 10_000;
  private static final int AT_ONCE = 200;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration STALE = Duration.ofMinutes(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final Set<String> sites;
  private final Stories stories;
  private final LinkedBlockingDeque<Seen> pending = new LinkedBlockingDeque<>(MOST_PENDING);
  private final Counter dropped;
  private final Loop loop;

  /**
   * @param sites whose visitors' pages are kept
   */
  public StoryKeeper(
      Set<String> sites, Stories stories, MeterRegistry registry, LongSupplier nanos, Fatal fatal) {
    this.sites = Set.copyOf(sites);
    this.stories = stories;
    this.dropped =
        Counter.builder("oceanus_notifier_story_pages_dropped_total")
            .description("Pages that no story tells, since too many waited to be written")
            .register(registry);
    this.loop = new Loop("notifier-stories", STALE, CLOSE_WITHIN, nanos, this::round, fatal);
  }

  /** Notes a page view of a visitor whose story may be told; does nothing with other events. */
  public void note(Occurrence event) {
    Roles roles = event.roles();
    if (!sites.contains(event.site())
        || !roles.pageView().equals(event.text(roles.name()))
        || event.text(roles.visitor()).isEmpty()) {
      return;
    }
    Page page =
        new Page(
            event.at(),
            event.text(roles.name()),
            event.text(roles.url()),
            event.text(roles.title()));
    if (!pending.offer(new Seen(event.site(), event.text(roles.visitor()), page))) {
      dropped.increment();
    }
  }

  /**
   * A visitor's last pages, the oldest first.
   *
   * @throws StreamUnavailableException if Redis cannot be asked now
   */
  public List<Page> of(String site, String visitor) {
    List<Page> fresh = new ArrayList<>();
    for (Seen each : pending) { // before Redis is asked, or a page could be in neither
      if (each.site().equals(site) && each.visitor().equals(visitor)) {
        fresh.add(each.page());
      }
    }
    List<Page> pages = new ArrayList<>(stories.of(site, visitor));
    for (Page each : fresh) {
      if (!pages.contains(each)) {
        pages.add(each);
      }
    }
    pages.sort(Comparator.comparing(Page::at));
    return pages.subList(Math.max(0, pages.size() - Stories.MOST), pages.size());
  }

  private void round() throws InterruptedException {
    boolean unused = loop.rest(write() ? PAUSE : AFTER_FAILURE);
  }

  /** Writes what is pending; a page stays pending until it is written. */
  private boolean write() {
    while (!pending.isEmpty()) {
      List<Seen> some = pending.stream().limit(AT_ONCE).toList();
      try {
        stories.add(some);
      } catch (StreamUnavailableException e) {
        logger.debug("stories: {}", e.getMessage());
        return false;
      }
      for (int i = 0; i < some.size(); i++) {
        Seen unused = pending.poll();
      }
    }
    return true;
  }

  @Override
  public String name() {
    return "notifier-stories";
  }

  @Override
  public void start() {
    if (!sites.isEmpty()) {
      loop.start();
    }
  }

  @Override
  public Health check() {
    return sites.isEmpty() ? Health.READY : loop.check();
  }

  @Override
  public void close() {
    loop.close();
    boolean unused = write();
  }
}
