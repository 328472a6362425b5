package dev.oceanus.local.rules;

import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.event.Roles;
import dev.oceanus.notifier.story.Page;
import dev.oceanus.notifier.story.Stories;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The last pages of visitors as the notifier would know them; of too many visitors it forgets those
 * who were seen longest ago. For one thread.
 */
final class PastStories {
  private final Set<String> sites;
  private final Duration age;
  private final Clock clock;
  private final int mostVisitors;
  private final SequencedMap<String, Story> stories = new LinkedHashMap<>();

  /** The pages of one visitor. */
  private record Story(Deque<Page> pages, Instant last) {}

  /**
   * @param sites whose visitors' pages are kept
   * @param age how long after a visitor's last page they are
   * @param mostVisitors who are known at the same time
   */
  PastStories(Set<String> sites, Duration age, int mostVisitors, Clock clock) {
    this.sites = Set.copyOf(sites);
    this.age = age;
    this.mostVisitors = mostVisitors;
    this.clock = clock;
  }

  /** Notes a page view; does nothing with other events. */
  void note(Occurrence event) {
    Roles roles = event.roles();
    String visitor = event.text(roles.visitor());
    if (!sites.contains(event.site())
        || visitor.isEmpty()
        || !event.text(roles.name()).equals(roles.pageView())) {
      return;
    }
    Page page =
        new Page(
            event.at(),
            event.text(roles.name()),
            event.text(roles.url()),
            event.text(roles.title()));
    Deque<Page> pages = new ArrayDeque<>(of(event.site(), visitor));
    if (!pages.contains(page)) {
      pages.add(page);
    }
    if (pages.size() > Stories.MOST) {
      pages.removeFirst();
    }
    Object unused = stories.putLast(key(event.site(), visitor), new Story(pages, event.now()));
    if (stories.size() > mostVisitors) {
      unused = stories.pollFirstEntry();
    }
  }

  /** The visitor's last pages, the oldest first. */
  List<Page> of(String site, String visitor) {
    Story story = stories.get(key(site, visitor));
    return story == null || !clock.instant().isBefore(story.last.plus(age))
        ? List.of()
        : List.copyOf(story.pages);
  }

  private static String key(String site, String visitor) {
    return site + "\n" + visitor;
  }
}
