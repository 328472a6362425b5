package dev.oceanus.local.rules;

import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.local.query.Queries;
import dev.oceanus.notifier.event.Incoming;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.event.Roles;
import dev.oceanus.notifier.flow.Author;
import dev.oceanus.notifier.rules.Rule;
import dev.oceanus.notifier.rules.RuleBook;
import dev.oceanus.notifier.story.Page;
import dev.oceanus.notifier.story.Stories;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds rules against the stored events of their sites. */
public final class Rehearsal {
  private static final int MOST_VISITORS = 100_000;

  private final SiteCatalogue catalogue;
  private final RuleBook book;
  private final Clock clock;
  private final Map<String, Deque<Page>> stories = new HashMap<>();

  public Rehearsal(SiteCatalogue catalogue, RuleBook book, Clock clock) {
    this.catalogue = catalogue;
    this.book = book;
    this.clock = clock;
  }

  /**
   * The account of each rule, in lines.
   *
   * @param most events of each site that are read
   * @param only name of the only rule, or empty for all
   * @throws dev.oceanus.local.query.QueryFailedException if the warehouse cannot answer
   */
  public List<String> run(Queries queries, Instant since, int most, String only)
      throws IOException {
    Author author = new Author(book, new Incoming(catalogue), this::story, this::history, clock);
    Map<String, Trial> trials = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (Rule rule : book.rules()) {
      if (only.isEmpty() || only.equals(rule.name())) {
        trials.put(rule.name(), new Trial(rule, author));
      }
    }
    List<Occurrence> events = new ArrayList<>();
    for (Site site : catalogue.sites()) {
      if (book.of(site.name()).stream().anyMatch(rule -> trials.containsKey(rule.name()))) {
        new PastEvents(queries, since, most).of(site, events::add);
      }
    }
    events.sort(Comparator.comparing(Occurrence::now));
    for (Occurrence event : events) {
      note(event);
      for (Rule rule : book.of(event.site())) {
        Trial trial = trials.get(rule.name());
        if (trial != null) {
          trial.take(event);
        }
      }
    }
    for (Rule rule : book.rules()) {
      Trial trial = trials.get(rule.name());
      if (trial != null) {
        trial.endDigest(clock.instant());
        lines.addAll(trial.report());
      }
    }
    lines.add("Nothing was sent.");
    return lines;
  }

  private void note(Occurrence event) {
    Roles roles = event.roles();
    String visitor = event.text(roles.visitor());
    if (visitor.isEmpty()
        || !event.text(roles.name()).equals(roles.pageView())
        || stories.size() >= MOST_VISITORS) {
      return;
    }
    Deque<Page> pages =
        stories.computeIfAbsent(event.site() + "\n" + visitor, key -> new ArrayDeque<>());
    pages.add(
        new Page(
            event.at(),
            event.text(roles.name()),
            event.text(roles.url()),
            event.text(roles.title())));
    if (pages.size() > Stories.MOST) {
      Page unused = pages.poll();
    }
  }

  private List<Page> story(String site, String visitor) {
    return List.copyOf(stories.getOrDefault(site + "\n" + visitor, new ArrayDeque<>()));
  }

  /** What the notifier would ask the warehouse for; here the pages since the beginning do. */
  private List<Page> history(String site, String visitor, int most) {
    return story(site, visitor);
  }
}
