package dev.oceanus.local.rules;

import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.flow.Author;
import dev.oceanus.notifier.outbox.Digests.Closed;
import dev.oceanus.notifier.outbox.NoticeId;
import dev.oceanus.notifier.outbox.Outbox.Due;
import dev.oceanus.notifier.outbox.Outbox.Limit;
import dev.oceanus.notifier.outbox.Outbox.Match;
import dev.oceanus.notifier.outbox.Scribe;
import dev.oceanus.notifier.outbox.Waiting;
import dev.oceanus.notifier.rules.Condition.UndecidedException;
import dev.oceanus.notifier.rules.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one rule would have done: the same steps as the notifier's, with memory in the place of
 * Redis. Events come in the order of their times.
 */
final class Trial {
  private static final int SAMPLES = 3;

  private final Rule rule;
  private final Author author;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Window> windows = new HashMap<>();
  private @Nullable Gathered gathered;
  private final List<String> samples = new ArrayList<>();
  private long events;
  private long matched;
  private long undecided;
  private long throttled;
  private long digests;
  private long notices;

  /** How often the rule acted for one key. */
  private record Window(Instant ends, int times) {}

  /** A digest under way. */
  private record Gathered(Instant since, Instant due, long count, List<String> samples) {}

  Trial(Rule rule, Author author) {
    this.rule = rule;
    this.author = author;
  }

  /** The rule. */
  Rule rule() {
    return rule;
  }

  /** Takes the next event of one of the rule's sites. */
  void take(Occurrence event) {
    events++;
    endDigest(event.now());
    try {
      if (!rule.holds(event) || !seen.add(NoticeId.hash(List.of(event.id())))) {
        return;
      }
    } catch (UndecidedException e) {
      undecided++;
      return;
    }
    matched++;
    Match match = author.match(rule, event);
    if (match.limit().isPresent() && isOver(match.limit().get(), event.now())) {
      throttled++;
      return;
    }
    if (match.gathering().isPresent()) {
      gather(match, event.now());
    } else {
      tell(match.due());
    }
  }

  private boolean isOver(Limit limit, Instant now) {
    Window window = windows.get(limit.key());
    Window next =
        window == null || !now.isBefore(window.ends)
            ? new Window(now.plus(limit.per()), 1)
            : new Window(window.ends, window.times + 1);
    windows.put(limit.key(), next);
    return next.times > limit.most();
  }

  private void gather(Match match, Instant now) {
    match
        .gathering()
        .ifPresent(
            each -> {
              Gathered open = gathered;
              List<String> kept = new ArrayList<>(open == null ? List.of() : open.samples);
              if (kept.size() < each.most()) {
                kept.add(each.sample());
              }
              gathered =
                  open == null
                      ? new Gathered(now, each.at(), 1, kept)
                      : new Gathered(open.since, open.due, open.count + 1, kept);
            });
  }

  /** Ends a digest whose time has come. */
  void endDigest(Instant now) {
    Gathered open = gathered;
    if (open == null || open.due.isAfter(now)) {
      return;
    }
    gathered = null;
    List<Due> due =
        author.digest(new Closed(rule.name(), open.since, open.due, open.count, open.samples));
    if (!due.isEmpty()) {
      digests++;
      tell(due);
    }
  }

  private void tell(List<Due> due) {
    for (Due each : due) {
      notices++;
      if (samples.size() < SAMPLES * rule.actions().size()) {
        samples.add(
            "%s -> %s: %s".formatted(each.at(), each.notice().target(), words(each.notice())));
      }
    }
  }

  private String words(Waiting notice) {
    return switch (notice.body()) {
      case Waiting.Ready ready -> words(ready.content());
      case Waiting.Unfit unfit -> "would be given up: " + unfit.reason();
      case Waiting.Unwritten unwritten -> {
        try {
          yield words(author.write(notice, unwritten));
        } catch (Scribe.NeverException e) {
          yield "would be given up: " + e.getMessage();
        }
      }
    };
  }

  private static String words(Content content) {
    return switch (content) {
      case Content.Text text -> text.text();
      case Content.Mail mail -> mail.subject() + " | " + mail.text();
      case Content.Body body -> body.json();
      case Content.Row row -> row.tab() + " | " + String.join(" | ", row.cells());
    };
  }

  /** The account, in lines. */
  List<String> report() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %d of %d events match, %d throttled, %d undecided, %d notices%s"
            .formatted(
                rule.name(),
                matched,
                events,
                throttled,
                undecided,
                notices,
                rule.digest().isPresent() ? " of " + digests + " digests" : ""));
    samples.forEach(sample -> lines.add("  " + sample));
    return lines;
  }
}
