package dev.oceanus.notifier.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.event.Incoming;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.outbox.Digests.Closed;
import dev.oceanus.notifier.outbox.NoticeId;
import dev.oceanus.notifier.outbox.Outbox;
import dev.oceanus.notifier.outbox.Outbox.Due;
import dev.oceanus.notifier.outbox.Outbox.Match;
import dev.oceanus.notifier.outbox.Scribe;
import dev.oceanus.notifier.outbox.Waiting;
import dev.oceanus.notifier.outbox.Waiting.Body;
import dev.oceanus.notifier.rules.Action;
import dev.oceanus.notifier.rules.Digest;
import dev.oceanus.notifier.rules.DigestView;
import dev.oceanus.notifier.rules.EventView;
import dev.oceanus.notifier.rules.Message.UnfitException;
import dev.oceanus.notifier.rules.Rule;
import dev.oceanus.notifier.rules.RuleBook;
import dev.oceanus.notifier.rules.Throttle;
import dev.oceanus.notifier.story.History;
import dev.oceanus.notifier.story.Page;
import dev.oceanus.notifier.text.View;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what follows from an event that a rule holds for, and writes the notices. Thread-safe. */
public final class Author implements Scribe {
  private static final int HISTORY = 100;

  private final RuleBook book;
  private final Incoming incoming;
  private final BiFunction<String, String, List<Page>> stories;
  private final History history;
  private final Clock clock;

  /**
   * @param stories the last pages of a visitor, by site and visitor
   * @param history what the warehouse knows of a visitor
   */
  public Author(
      RuleBook book,
      Incoming incoming,
      BiFunction<String, String, List<Page>> stories,
      History history,
      Clock clock) {
    this.book = book;
    this.incoming = incoming;
    this.stories = stories;
    this.history = history;
    this.clock = clock;
  }

  /**
   * What follows from an event that this rule holds for.
   *
   * @throws dev.oceanus.common.stream.StreamUnavailableException if it tells the visitor's pages,
   *     and they cannot be read now
   */
  public Match match(Rule rule, Occurrence event) {
    Optional<Outbox.Limit> limit = rule.throttle().map(throttle -> limit(throttle, event));
    Optional<Digest> digest = rule.digest();
    if (digest.isPresent()) {
      Outbox.Gathering gathering =
          new Outbox.Gathering(
              digest.get().schedule().next(event.now()), sample(event), digest.get().samples());
      return new Match(rule.name(), event.id(), limit, List.of(), Optional.of(gathering));
    }
    List<Due> due = new ArrayList<>();
    EventView view = new EventView(event, rule, new Once(() -> story(event))::get, List.of());
    for (Action action : rule.actions()) {
      Waiting notice =
          new Waiting(
              NoticeId.of(rule.name(), action.index(), event.id()),
              rule.name(),
              action.target(),
              event.at(),
              action.history() ? unwritten(action, event) : body(action, view));
      due.add(new Due(notice, rule.due(action, event.now())));
    }
    return new Match(rule.name(), event.id(), limit, due, Optional.empty());
  }

  /** What a closed digest becomes: nothing if too few events came, or the rule is gone. */
  public List<Due> digest(Closed digest) {
    Rule rule = book.rule(digest.rule()).orElse(null);
    if (rule == null || digest.count() < rule.digest().map(Digest::least).orElse(1)) {
      return List.of();
    }
    List<Occurrence> samples =
        digest.samples().stream().flatMap(each -> read(each).stream()).toList();
    DigestView view = new DigestView(rule, digest.since(), digest.due(), digest.count(), samples);
    List<Due> due = new ArrayList<>();
    for (Action action : rule.actions()) {
      Waiting notice =
          new Waiting(
              NoticeId.digest(rule.name(), action.index(), digest.due()),
              rule.name(),
              action.target(),
              digest.due(),
              body(action, view));
      due.add(new Due(notice, rule.awake(clock.instant())));
    }
    return due;
  }

  @Override
  public Content write(Waiting notice, Waiting.Unwritten body) throws NeverException {
    Rule rule = book.rule(notice.rule()).orElse(null);
    Action action =
        rule == null || body.action() >= rule.actions().size()
            ? null
            : rule.actions().get(body.action());
    if (rule == null || action == null) {
      throw new NeverException("its rule is not there any more");
    }
    Occurrence event =
        read(body.site(), body.event(), body.json())
            .orElseThrow(() -> new NeverException("its event cannot be read any more"));
    String visitor = event.text(event.roles().visitor());
    List<Page> known = visitor.isEmpty() ? List.of() : history.of(event.site(), visitor, HISTORY);
    try {
      return action
          .message()
          .fill(new EventView(event, rule, new Once(() -> story(event))::get, known));
    } catch (UnfitException e) {
      throw new NeverException(String.valueOf(e.getMessage()));
    }
  }

  private static Body body(Action action, View view) {
    try {
      return new Waiting.Ready(action.message().fill(view));
    } catch (UnfitException e) {
      return new Waiting.Unfit(String.valueOf(e.getMessage()));
    }
  }

  private Body unwritten(Action action, Occurrence event) {
    return new Waiting.Unwritten(
        action.index(), event.site(), event.id(), new String(incoming.write(event), UTF_8));
  }

  private List<Page> story(Occurrence event) {
    String visitor = event.text(event.roles().visitor());
    return visitor.isEmpty() ? List.of() : stories.apply(event.site(), visitor);
  }

  private static Outbox.Limit limit(Throttle throttle, Occurrence event) {
    List<String> values = new ArrayList<>();
    for (String name : throttle.key()) {
      values.add(value(event, name));
    }
    String key = values.isEmpty() ? "" : NoticeId.hash(values);
    return new Outbox.Limit(key, throttle.most(), throttle.per());
  }

  private static String value(Occurrence event, String name) {
    if (name.equals(Occurrence.SITE)) {
      return event.site();
    }
    if (!name.startsWith(Occurrence.PROPERTIES + ".")) {
      return event.text(name);
    }
    Object value = event.properties();
    for (String member : name.substring(Occurrence.PROPERTIES.length() + 1).split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(member) : null;
    }
    return value == null ? "" : value.toString();
  }

  /** Site, id and event, each on a line: none of the first two has a line break. */
  private String sample(Occurrence event) {
    return event.site() + "\n" + event.id() + "\n" + new String(incoming.write(event), UTF_8);
  }

  private Optional<Occurrence> read(String sample) {
    String[] parts = sample.split("\n", 3);
    return parts.length < 3 ? Optional.empty() : read(parts[0], parts[1], parts[2]);
  }

  private Optional<Occurrence> read(String site, String id, String json) {
    Instant now = clock.instant();
    return incoming.read(new LiveEvent(site, "", id, json.getBytes(UTF_8)), now);
  }

  /** Asks once, however many messages name the answer. */
  private static final class Once {
    private final Supplier<List<Page>> asked;
    private @Nullable List<Page> answer;

    Once(Supplier<List<Page>> asked) {
      this.asked = asked;
    }

    List<Page> get() {
      List<Page> known = answer;
      if (known == null) {
        known = asked.get();
        answer = known;
      }
      return known;
    }
  }
}
