package dev.oceanus.notifier.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.event.Event;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.event.Incoming;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.outbox.Digests.Closed;
import dev.oceanus.notifier.outbox.Outbox.Due;
import dev.oceanus.notifier.outbox.Outbox.Gathering;
import dev.oceanus.notifier.outbox.Outbox.Match;
import dev.oceanus.notifier.outbox.Waiting;
import dev.oceanus.notifier.rules.Fixture;
import dev.oceanus.notifier.rules.Rule;
import dev.oceanus.notifier.rules.RuleBook;
import dev.oceanus.notifier.story.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each worked rule of docs/notifications.md does what the page says. */
class NotificationsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "notifications.md");
  private static final Pattern WORKED =
      Pattern.compile(
          "### ([^\\n]+)\\n\\n```yaml\\n(.*?)```\\n```json\\n(.*?)```\\n```text\\n(.*?)```",
          Pattern.DOTALL);
  private static final Clock CLOCK = Clock.fixed(Fixture.NOW, ZoneOffset.UTC);

  @Test
  void hasTenRules() throws IOException {
    assertThat(WORKED.matcher(Files.readString(PAGE)).results()).hasSize(10);
  }

  @TestFactory
  Stream<DynamicTest> sendsWhatThePageSays() throws IOException {
    return WORKED
        .matcher(Files.readString(PAGE))
        .results()
        .map(
            found ->
                DynamicTest.dynamicTest(
                    found.group(1),
                    () -> check(found.group(2), found.group(3), found.group(4).stripTrailing())));
  }

  /** Of events that came at one in the morning of Tokyo. */
  @Test
  void sendsWhenThePageSays() throws IOException {
    Instant night = Instant.parse("2026-11-30T16:00:00Z");
    List<String> found =
        WORKED
            .matcher(Files.readString(PAGE))
            .results()
            .map(each -> each.group(1) + ": " + when(each.group(2), each.group(3), night))
            .toList();

    assertThat(found)
        .containsExactly(
            "A conversion over an amount: 2026-11-30T16:00:00Z",
            "A form was sent: 2026-11-30T16:00:00Z",
            "Many errors: gathered until 2026-11-30T16:05:00Z",
            "A search without a result: 1 in PT24H, 2026-11-30T16:00:00Z",
            "The first visit of a known user: 1 in PT720H, 2026-11-30T16:00:00Z",
            "A daily digest: gathered until 2026-12-01T00:00:00Z",
            "Nothing at night: 2026-11-30T22:00:00Z",
            "A mail with the visitor's story: 2026-11-30T16:10:00Z",
            "A sheet of leads: 2026-11-30T16:00:00Z",
            "A webhook: 2026-11-30T16:00:00Z");
  }

  private static String when(String yaml, String json, Instant now) {
    RuleBook book = book(yaml);
    Occurrence event = event(json);
    Match match =
        author(book)
            .match(
                book.rules().getFirst(),
                new Occurrence(event.site(), event.id(), event.event(), now));
    List<String> words = new ArrayList<>();
    match.limit().ifPresent(limit -> words.add(limit.most() + " in " + limit.per()));
    match.gathering().ifPresent(gathering -> words.add("gathered until " + gathering.at()));
    match.due().forEach(due -> words.add(due.at().toString()));
    return String.join(", ", words);
  }

  private static RuleBook book(String yaml) {
    return Fixture.rules(
        "rules:\n" + yaml.replaceAll("(?m)^", "  ").stripTrailing() + "\n    sites: [blog]\n");
  }

  private static Author author(RuleBook book) {
    return new Author(
        book,
        new Incoming(Fixture.sites()),
        (site, visitor) -> List.of(),
        (site, visitor, most) ->
            List.of(new Page(Instant.parse("2026-11-30T08:00:00Z"), "page_view", "", "Prices")),
        CLOCK);
  }

  private static void check(String yaml, String json, String expected) throws Exception {
    RuleBook book = book(yaml);
    Rule rule = book.rules().getFirst();
    Author author = author(book);
    Occurrence event = event(json);
    assertThat(rule.holds(event)).isTrue();
    Match match = author.match(rule, event);
    List<Due> due =
        match
            .gathering()
            .map(gathering -> author.digest(closed(rule, gathering)))
            .orElse(match.due());
    assertThat(due).hasSize(1);
    assertThat(words(content(author, due.getFirst().notice()))).isEqualTo(expected);
  }

  private static Closed closed(Rule rule, Gathering gathering) {
    List<String> samples =
        Stream.generate(gathering::sample).limit(Math.min(3, gathering.most())).toList();
    return new Closed(rule.name(), Fixture.NOW, gathering.at(), 3, samples);
  }

  private static Content content(Author author, Waiting notice) throws Exception {
    return switch (notice.body()) {
      case Waiting.Ready ready -> ready.content();
      case Waiting.Unwritten unwritten -> author.write(notice, unwritten);
      case Waiting.Unfit unfit -> throw new AssertionError(unfit.reason());
    };
  }

  private static String words(Content content) {
    return switch (content) {
      case Content.Text text -> text.text();
      case Content.Mail mail -> mail.subject() + "\n" + mail.text() + "\n" + mail.html();
      case Content.Body body -> body.json();
      case Content.Row row -> row.tab() + ": " + String.join(", ", row.cells());
    };
  }

  private static Occurrence event(String json) {
    Map<String, Object> values = new HashMap<>();
    JsonNode read = JsonMapper.shared().readTree(json);
    read.propertyStream()
        .forEach(
            each ->
                values.put(
                    each.getKey(),
                    each.getValue().isString()
                        ? each.getValue().stringValue()
                        : each.getValue().toString()));
    Event event = Fixture.web("e1", String.valueOf(values.get("event_name")), values);
    return Fixture.seen(event);
  }
}
