package dev.oceanus.notifier.rules;

import static dev.oceanus.notifier.rules.Fixture.seen;
import static dev.oceanus.notifier.rules.Fixture.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.notifier.event.Occurrence;
import dev.oceanus.notifier.rules.cel.CelConditions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions in CEL over events. */
class ConditionTest {
  private static final Occurrence EVENT =
      seen(
          shop(
              "e1",
              "purchase",
              Map.of(
                  "page_url",
                  "https://shop.example/thanks?order=7",
                  "amount",
                  12_000.5,
                  "properties",
                  """
                  {"count": 3, "price": 9.5, "text": "12", "none": null, "big": 1e30, "paid": true,
                   "items": [{"sku": "a"}, {"sku": "b"}], "deep": {"er": {"est": 1}}, "pattern": "^https",
                   "broken": "("}
                  """)));

  private static boolean holds(String condition) throws Exception {
    return condition(condition).holds(EVENT);
  }

  private static Condition condition(String text) throws Conditions.FaultyException {
    return new CelConditions().compile(text, EVENT.event().schema());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event_name == 'purchase'",
        "site == 'shop'",
        "user_id == ''",
        "amount > 12000",
        "amount != null && amount > 12000.0",
        "occurred_at == null",
        "received_at > now - duration('1m')",
        "received_at.getHours('Asia/Tokyo') == 17",
        "properties.count == 3",
        "properties.count > 2.5",
        "properties.price < 10",
        "double(properties.text) > 11.5",
        "properties.paid",
        "!has(properties.none)",
        "!has(properties.missing) || properties.missing == 1",
        "properties.items.exists(item, item.sku == 'b')",
        "size(properties.items) == 2",
        "properties.deep.er.est == 1",
        "properties['count'] in [1, 2, 3]",
        "page_url.matches('/thanks[?]order=[0-9]+$')",
        "page_url.contains('/thanks')",
        "matches(page_url, 'order=7')",
        "page_url.matches('(?i)THANKS|danke')",
        "page_url.matches('order=' + '7')",
        "page_url.matches(properties.pattern)",
        "properties.missing == 1 || event_name == 'purchase'",
        "!(properties.missing == 1 && event_name == 'other')",
        "event_name == 'purchase' ? true : properties.missing == 1",
        "properties.items.exists(properties, properties.sku == 'b')",
      })
  void holds_(String condition) throws Exception {
    assertThat(holds(condition)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "properties.missing > 1",
        "properties.missing",
        "properties['missing'] == 1",
        "properties.missing.deeper == 1",
        "properties.missing ? true : true",
        "properties.missing.exists(item, true)",
        "properties.none == 1",
        "event_name == 'purchase' && properties.missing == 1",
        "int(properties.items) > 1",
        "page_url.matches(properties.broken)",
        "occurred_at < now"
      })
  void cannotBeDecidedWithoutWhatItAsksFor(String condition) throws Exception {
    Condition made = condition(condition);
    assertThatThrownBy(() -> made.holds(EVENT)).isInstanceOf(Condition.UndecidedException.class);
  }

  @Test
  void endsLoopsOfLoops() throws Exception {
    String list = "[0,1,2,3,4,5,6,7,8,9]";
    Condition made =
        condition(
            "%1$s.all(a, %1$s.all(b, %1$s.all(c, %1$s.all(d, a+b+c+d >= 0))))".formatted(list));
    assertThatThrownBy(() -> made.holds(EVENT)).isInstanceOf(Condition.UndecidedException.class);
  }

  @Test
  void refusesLongTexts() {
    assertThatThrownBy(() -> condition("true" + " || true".repeat(1_000)))
        .isInstanceOf(Conditions.FaultyException.class);
  }

  /** RE2 takes time in proportion to the text, where a backtracking engine would not end. */
  @Test
  void readsHostilePatternsInStep() throws Exception {
    Condition made = condition("page_title.matches('^(a+)+$')");
    Occurrence hostile = seen(shop("e2", "x", Map.of("page_title", "a".repeat(1_000) + "!")));
    assertThat(made.holds(hostile)).isFalse();
  }

  @Test
  void knowsThePythonSystemsColumns() throws Exception {
    Event event = new Event(Schemas.LOG);
    event.set("dt", "2026-11-30 08:15:02.500000");
    event.set("evt", "view");
    event.set("jsn", "{\"a\":{\"b\":7}}");
    Condition made =
        new CelConditions()
            .compile("evt == 'view' && site == 'old' && properties.a.b == 7", Schemas.LOG);
    assertThat(made.holds(seen(event))).isTrue();
  }
}
