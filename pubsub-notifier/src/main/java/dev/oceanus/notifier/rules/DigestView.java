package dev.oceanus.notifier.rules;

import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.text.View;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of a time, as a digest's messages name them. For one thread.
 *
 * @param rule that gathered them
 * @param since when the first came
 * @param until when the digest was closed
 * @param count how many there were
 * @param samples the first of them
 */
public record DigestView(
    Rule rule, Instant since, Instant until, long count, List<Occurrence> samples) implements View {
  public DigestView {
    samples = List.copyOf(samples);
  }

  @Override
  public @Nullable Object get(String name) {
    return switch (name) {
      case "rule" -> rule.name();
      case "day" -> EventView.day(until, rule.zone());
      case "month" -> EventView.month(until, rule.zone());
      case "since" -> EventView.time(since, rule.zone());
      case "until" -> EventView.time(until, rule.zone());
      case "count" -> count;
      case "more" -> count > samples.size() ? (Object) (count - samples.size()) : "";
      case RuleNames.SAMPLES ->
          samples.stream()
              .map(each -> (View) new EventView(each, rule, List::of, List.of()))
              .toList();
      default -> null;
    };
  }
}
