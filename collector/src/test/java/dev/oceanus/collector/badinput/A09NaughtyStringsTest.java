package dev.oceanus.collector.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.Field;
import dev.oceanus.testkit.input.Blns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A09: the Big List of Naughty Strings in every place of every route there is: each is stored as it
 * is, to the byte, or refused by a rule, and is never a fault.
 */
@Tag("slow")
@Timeout(300)
class A09NaughtyStringsTest {
  private static final List<String> STRINGS = Blns.strings();
  private static final JsonMapper JSON = new JsonMapper();
  private static final int AT_A_TIME = 64;

  /** Answers 503 once so many events have come, as they do here. */
  private static final String BACKLOG = "GET /rstatus";

  /** Takes the agent from a parameter, since a server tells of somebody else. */
  private static final String TOLD = "GET /pierce/{site}";

  /** Answers with a script, which has words of its own. */
  private static final String TAG = "GET /oceanus.js";

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  /** A string, what it was answered, and what was stored of it. */
  private record Outcome(String text, Answer answer, @Nullable Event event) {}

  static Stream<Arguments> places() {
    return inputs.collector().routes().stream()
        .flatMap(
            route -> Stream.of(Position.values()).map(position -> Arguments.of(route, position)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("places")
  void storesOrRefusesEveryNaughtyString(String route, Position position) throws Exception {
    Recipe recipe = Recipe.of(route);
    for (Outcome outcome : outcomes(recipe, position)) {
      assertThat(outcome.answer.status())
          .as("%s: %s", outcome.text, outcome.answer)
          .matches(status -> status < 500 || (status == 503 && route.equals(BACKLOG)));
      if (!route.equals(TAG)) {
        BadInputs.discreet(outcome.answer);
      }
      boolean good = outcome.answer.status() >= 200 && outcome.answer.status() < 400;
      if (recipe.form() == Recipe.Form.NONE) {
        assertThat(outcome.event).isNull();
      } else if (good) {
        assertThat(outcome.event).as("%s: %s", outcome.text, outcome.answer).isNotNull();
        if (!(route.equals(TOLD) && position == Position.USER_AGENT)) {
          kept(position, outcome);
        }
      } else {
        assertThat(outcome.event).as("%s: %s", outcome.text, outcome.answer).isNull();
      }
    }
  }

  @Test
  void hasAllOfThem() {
    assertThat(STRINGS).hasSize(485);
  }

  /** Where a value goes, it is there as it was sent; nothing else of the event may be touched. */
  private static void kept(Position position, Outcome outcome) {
    Event event = outcome.event;
    String text = outcome.text;
    if (event == null) {
      return;
    }
    List<String> values = values(event);
    switch (position) {
      case VALUE -> {
        if (!text.isBlank() && has(event, "page_title", "tit")) {
          assertThat(values).as(outcome.answer.toString()).contains(text);
        }
      }
      case USER_AGENT -> {
        // Undertow reads spaces and tabs in a row as one space, and those around as none.
        String agent = text.replaceAll("[ \\t]+", " ").replaceAll("^ | $", "");
        if (!agent.isEmpty()) {
          assertThat(values).contains(agent);
        }
      }
      case JSON_VALUE, JSON_KEY ->
          assertThat(values)
              .as(text)
              .anyMatch(value -> value.contains("naughty") && same(position.json(text), value));
      case KEY, REFERER, COOKIE, SITE, PATH -> {}
    }
  }

  /** The same JSON, however it is written; a form's own field with JSON stays a string. */
  private static boolean same(String sent, String kept) {
    JsonNode found = JSON.readTree(kept);
    if (found instanceof ObjectNode object) {
      object.remove("target"); // which a click adds
    }
    return JSON.readTree(sent).equals(found) || found.path("jsn").asString("").equals(sent);
  }

  private static List<String> values(Event event) {
    List<String> values = new ArrayList<>();
    for (Field field : event.schema().fields()) {
      Object value = event.get(field.name());
      if (value != null) {
        values.add(value.toString());
      }
    }
    return values;
  }

  private static boolean has(Event event, String... columns) {
    return event.schema().fields().stream()
        .map(Field::name)
        .anyMatch(name -> List.of(columns).contains(name));
  }

  private static List<Outcome> outcomes(Recipe recipe, Position position) throws Exception {
    String run =
        recipe.route().replaceAll("[^a-z0-9]", "") + position.name().replace('_', '-') + "n";
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> each : sendAll(recipe, position, run)) {
      answers.add(each.get());
    }
    Map<String, Event> stored = new HashMap<>();
    for (Event event : inputs.collector().events(recipe.site())) {
      stored.put(id(event), event);
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < STRINGS.size(); i++) {
      outcomes.add(new Outcome(STRINGS.get(i), answers.get(i), stored.get(run + i)));
    }
    return outcomes;
  }

  private static List<Future<Answer>> sendAll(Recipe recipe, Position position, String run) {
    int port = inputs.collector().port();
    Semaphore room = new Semaphore(AT_A_TIME);
    List<Future<Answer>> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < STRINGS.size(); i++) {
        String request = position.request(recipe, run + i, STRINGS.get(i));
        answers.add(
            clients.submit(
                () -> {
                  room.acquire();
                  try {
                    return Recipe.send(port, request);
                  } finally {
                    room.release();
                  }
                }));
      }
    }
    return answers;
  }

  private static String id(Event event) {
    String column = has(event, "event_id") ? "event_id" : "uid";
    return String.valueOf(event.get(column));
  }
}
