package dev.oceanus.local.rules;

import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.flow.Author;
import dev.oceanus.notifier.outbox.Digests.Closed;
import dev.oceanus.notifier.outbox.NoticeId;
import dev.oceanus.notifier.outbox.Outbox;
import dev.oceanus.notifier.outbox.Outbox.Due;
import dev.oceanus.notifier.outbox.Outbox.Gathering;
import dev.oceanus.notifier.outbox.Outbox.Limit;
import dev.oceanus.notifier.outbox.Outbox.Match;
import dev.oceanus.notifier.outbox.Scribe;
import dev.oceanus.notifier.outbox.Waiting;
import dev.oceanus.notifier.rules.Condition.UndecidedException;
import dev.oceanus.notifier.rules.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one rule would have done: the same steps as the notifier's, with memory in the place of
 * Redis. Events come in the order of their times.
 */
final class Trial {
  private static final int SAMPLES = 3;

  private final Rule rule;
  private final Author author;
  private final Present present;
  private final Map<String, Instant> seen = new LinkedHashMap<>();
  private final Map<String, Window> windows = new LinkedHashMap<>();
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
  private static final class Gathered {
    private final Instant since;
    private final Instant due;
    private final List<String> samples = new ArrayList<>();
    private long count;

    Gathered(Instant since, Instant due) {
      this.since = since;
      this.due = due;
    }

    void add(Gathering each) {
      count++;
      if (samples.size() < each.most()) {
        samples.add(each.sample());
      }
    }
  }

  /**
   * @param author whose time is that of the present
   */
  Trial(Rule rule, Author author, Present present) {
    this.rule = rule;
    this.author = author;
    this.present = present;
  }

  /** Takes the next event of one of the rule's sites. */
  void take(Occurrence event) {
    events++;
    endDigest(event.now());
    try {
      if (!rule.holds(event) || isRepeated(event)) {
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
    } else if (match.gathering().isPresent()) {
      gather(match.gathering().get(), event.now());
    } else {
      tell(match.due());
    }
  }

  /** Whether it has come before, within the time for which events are known. */
  private boolean isRepeated(Occurrence event) {
    Instant known = event.now().minus(Outbox.MARK);
    forget(seen.values(), time -> !time.isAfter(known));
    return seen.putIfAbsent(NoticeId.hash(List.of(event.id())), event.now()) != null;
  }

  private boolean isOver(Limit limit, Instant now) {
    forget(windows.values(), window -> !window.ends.isAfter(now));
    Window window =
        windows.merge(
            limit.key(),
            new Window(now.plus(limit.per()), 1),
            (open, unused) -> new Window(open.ends, open.times + 1));
    return window.times > limit.most();
  }

  /** Takes away the first ones that are over; those behind them are so later. */
  private static <T> void forget(Collection<T> inOrder, Predicate<T> isOver) {
    Iterator<T> each = inOrder.iterator();
    while (each.hasNext() && isOver.test(each.next())) {
      each.remove();
    }
  }

  private void gather(Gathering each, Instant now) {
    Gathered open = gathered;
    if (open == null) {
      open = new Gathered(now, each.at());
      gathered = open;
    }
    open.add(each);
  }

  /** Ends a digest whose time has come. */
  void endDigest(Instant now) {
    Gathered open = gathered;
    if (open == null || open.due.isAfter(now)) {
      return;
    }
    gathered = null;
    present.is(open.due);
    List<Due> due =
        author.digest(new Closed(rule.name(), open.since, open.due, open.count, open.samples));
    present.is(now);
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
                rule.digest().isPresent() ? " of " + digests + " digests" + open() : ""));
    samples.forEach(sample -> lines.add("  " + sample));
    return lines;
  }

  private String open() {
    Gathered open = gathered;
    return open == null ? "" : ", %d events in one that ends at %s".formatted(open.count, open.due);
  }
}
