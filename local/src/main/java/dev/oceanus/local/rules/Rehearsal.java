package dev.oceanus.local.rules;

import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.local.rules.PastEvents.Cut;
import dev.oceanus.notifier.event.Incoming;
import dev.oceanus.notifier.flow.Author;
import dev.oceanus.notifier.rules.Action;
import dev.oceanus.notifier.rules.Rule;
import dev.oceanus.notifier.rules.RuleBook;
import dev.oceanus.notifier.story.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds rules against the stored events of their sites. */
public final class Rehearsal {
  private static final int MOST_VISITORS = 20_000;

  private final SiteCatalogue catalogue;
  private final RuleBook book;
  private final Duration storyAge;
  private final Clock clock;

  /**
   * @param storyAge how long after a visitor's last page messages tell of it
   */
  public Rehearsal(SiteCatalogue catalogue, RuleBook book, Duration storyAge, Clock clock) {
    this.catalogue = catalogue;
    this.book = book;
    this.storyAge = storyAge;
    this.clock = clock;
  }

  /**
   * The account of each rule, in lines.
   *
   * @param only name of the only rule, or empty for all
   * @throws dev.oceanus.local.query.QueryFailedException if the warehouse cannot answer
   */
  public List<String> run(PastEvents past, String only) throws IOException {
    List<Rule> rules =
        book.rules().stream().filter(rule -> only.isEmpty() || only.equals(rule.name())).toList();
    Present present = new Present();
    PastStories stories = new PastStories(storied(rules), storyAge, MOST_VISITORS, present);
    Author author =
        new Author(
            book,
            new Incoming(catalogue),
            stories::of,
            (site, visitor, most) -> history(stories, site, visitor),
            present);
    Map<String, Trial> trials = new LinkedHashMap<>();
    rules.forEach(rule -> trials.put(rule.name(), new Trial(rule, author, present)));
    List<Cut> cuts =
        new Timeline(past, Path.of(System.getProperty("java.io.tmpdir")))
            .of(
                sites(rules),
                event -> {
                  present.is(event.now());
                  stories.note(event);
                  for (Rule rule : book.of(event.site())) {
                    Trial trial = trials.get(rule.name());
                    if (trial != null) {
                      trial.take(event);
                    }
                  }
                });
    List<String> lines = new ArrayList<>();
    for (Cut cut : cuts) {
      lines.add(
          "Of site %s only the first %d events were read, which came until %s; --limit takes more."
              .formatted(cut.site().name(), past.most(), cut.until()));
    }
    for (Trial trial : trials.values()) {
      trial.endDigest(clock.instant());
      lines.addAll(trial.report());
    }
    lines.add("Nothing was sent.");
    return lines;
  }

  private List<Site> sites(List<Rule> rules) {
    return catalogue.sites().stream()
        .filter(site -> rules.stream().anyMatch(rule -> rule.conditions().containsKey(site.name())))
        .toList();
  }

  private static Set<String> storied(List<Rule> rules) {
    Set<String> sites = new HashSet<>();
    for (Rule rule : rules) {
      if (rule.story() || rule.actions().stream().anyMatch(Action::history)) {
        sites.addAll(rule.conditions().keySet());
      }
    }
    return sites;
  }

  /** What the notifier would ask the warehouse for; here the pages since the beginning do. */
  private static List<Page> history(PastStories stories, String site, String visitor) {
    return stories.of(site, visitor);
  }
}
