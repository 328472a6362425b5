package dev.oceanus.collector.request;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.oceanus.collector.request.Decoded.Events;
import dev.oceanus.collector.request.Decoded.Unreadable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEventsTest {
  private static final int MOST = 100;
  private static final Unreadable NO_OBJECT =
      new Unreadable(Reason.NOT_AN_OBJECT, "an event is a JSON object");
  private final JsonEvents json = new JsonEvents(MOST);

  static Stream<Arguments> members() {
    return Stream.of(
        arguments("\"text\"", Kind.TEXT, "text"),
        arguments("\"\"", Kind.TEXT, ""),
        arguments("\"a\\n\\u00e9\\\"\"", Kind.TEXT, "a\né\""),
        arguments("\"\\ud83d\\udc0b\"", Kind.TEXT, "🐋"),
        arguments("\"\\ud800\"", Kind.TEXT, "\uFFFD"),
        arguments("\"\\udc00x\"", Kind.TEXT, "\uFFFDx"),
        arguments("0", Kind.NUMBER, "0"),
        arguments("-0", Kind.NUMBER, "-0"),
        arguments("1.50", Kind.NUMBER, "1.50"),
        arguments("1e3", Kind.NUMBER, "1e3"),
        arguments("1E-400", Kind.NUMBER, "1E-400"),
        arguments("9007199254740993", Kind.NUMBER, "9007199254740993"),
        arguments("true", Kind.BOOLEAN, "true"),
        arguments("false", Kind.BOOLEAN, "false"),
        arguments("null", Kind.NULL, "null"),
        arguments("{}", Kind.COMPOUND, "{}"),
        arguments("{ \"b\" : 1.0,\"a\":[ ] }", Kind.COMPOUND, "{ \"b\" : 1.0,\"a\":[ ] }"),
        arguments(
            "[1, {\"x\":\"日本\"},\"\\ud800\"]", Kind.COMPOUND, "[1, {\"x\":\"日本\"},\"\\ufffd\"]"));
  }

  @ParameterizedTest
  @MethodSource("members")
  void readsAMemberAsItWasWritten(String written, Kind kind, String text) {
    Values values = events("{\"before\":\"é\", \"k\" : " + written + " ,\"after\":1}").get(0);
    assertThat(values.size()).isEqualTo(3);
    assertThat(values.name(1)).isEqualTo("k");
    assertThat(values.kind(1)).isEqualTo(kind);
    assertThat(values.text(1)).isEqualTo(text);
  }

  @Test
  void readsNamesWithHalfACharacterToo() {
    String sent = "{\"\\ud83d\":\"a\",\"x\":{\"\\ude00y\":1}}";
    List<Values> events = events("[{\"evt\":\"e\"}," + sent + "]");
    assertThat(events.get(1).name(0)).isEqualTo("\uFFFD");
    assertThat(events.get(1).text(1)).isEqualTo("{\"\\ufffdy\":1}");
    assertThat(events.get(1).raw()).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"\\ud83", "{\"k\":\"\\ud83d", "[\\ud83d]", "{\"k\":\"\\u-83d\"}"})
  void refusesBrokenEscapes(String sent) {
    assertThat(((Unreadable) json.read(sent)).reason()).isEqualTo(Reason.NOT_JSON);
  }

  @Test
  void tellsTheEventsOfAnArrayApartAsTheyWereSent() {
    List<Values> events = events(" [ {\"a\":\"日\"} , 5, \"s\", [1], {\"b\":2} ] ");
    assertThat(events)
        .extracting(Values::raw)
        .containsExactly("{\"a\":\"日\"}", "5", "\"s\"", "[1]", "{\"b\":2}");
    assertThat(events)
        .extracting(Values::unfit)
        .containsExactly(null, NO_OBJECT, NO_OBJECT, NO_OBJECT, null);
  }

  @Test
  void takesOneValueThatIsNoObjectForAnEventToBeRefused() {
    assertThat(events("7")).extracting(Values::unfit).containsExactly(NO_OBJECT);
  }

  @Test
  void turnsBytesThatAreNotUtf8IntoReplacements() {
    byte[] body = "{\"k\":\"x?y\"}".getBytes(UTF_8);
    body[7] = (byte) 0xff;
    assertThat(((Events) json.read(body)).events().get(0).text(0)).isEqualTo("x\uFFFDy");
  }

  static Stream<Arguments> unreadable() {
    String deepest = "[".repeat(JsonEvents.MAX_DEPTH) + "]".repeat(JsonEvents.MAX_DEPTH);
    return Stream.of(
        arguments("", Reason.NOT_JSON),
        arguments("   ", Reason.NOT_JSON),
        arguments("{", Reason.NOT_JSON),
        arguments("{\"a\":{", Reason.NOT_JSON),
        arguments("[{},", Reason.NOT_JSON),
        arguments("{\"a\":1}x", Reason.NOT_JSON),
        arguments("{\"a\":1}{\"a\":2}", Reason.NOT_JSON),
        arguments("{'a':1}", Reason.NOT_JSON),
        arguments("{a:1}", Reason.NOT_JSON),
        arguments("{\"a\":1,}", Reason.NOT_JSON),
        arguments("{\"a\":NaN}", Reason.NOT_JSON),
        arguments("{\"a\":Infinity}", Reason.NOT_JSON),
        arguments("{\"a\":01}", Reason.NOT_JSON),
        arguments("{\"a\":+1}", Reason.NOT_JSON),
        arguments("{\"a\":.5}", Reason.NOT_JSON),
        arguments("{\"a\":\"\u0001\"}", Reason.NOT_JSON),
        arguments("{\"a\":\"\\x41\"}", Reason.NOT_JSON),
        arguments("{\"a\":1}//", Reason.NOT_JSON),
        arguments("\uFEFF{}", Reason.NOT_JSON),
        arguments("evt=page_view", Reason.NOT_JSON),
        arguments(new String("{\"a\":1}".getBytes(UTF_16BE), UTF_8), Reason.NOT_JSON),
        arguments("{\"a\":1e400}", Reason.TOO_COMPLEX),
        arguments("{\"a\":[-1e400]}", Reason.TOO_COMPLEX),
        arguments("{\"a\":" + "1".repeat(JsonEvents.MAX_NUMBER + 1) + "}", Reason.TOO_COMPLEX),
        arguments("{\"a\":1." + "1".repeat(JsonEvents.MAX_NUMBER) + "}", Reason.TOO_COMPLEX),
        arguments("{\"a\":" + deepest + "}", Reason.TOO_COMPLEX),
        arguments("[".repeat(100_000), Reason.TOO_COMPLEX),
        arguments("{\"a\":".repeat(100_000), Reason.TOO_COMPLEX),
        arguments("{" + keys(JsonEvents.MAX_KEYS + 1) + "}", Reason.TOO_COMPLEX),
        arguments("{\"a\":{" + keys(JsonEvents.MAX_KEYS) + "}}", Reason.TOO_COMPLEX),
        arguments("{\"a\":1,\"a\":2}", Reason.DUPLICATE_KEY),
        arguments("{\"a\":1,\"\\u0061\":2}", Reason.DUPLICATE_KEY),
        arguments("{\"p\":{\"a\":1,\"a\":2}}", Reason.DUPLICATE_KEY),
        arguments("[]", Reason.NO_EVENTS),
        arguments("[" + "{},".repeat(MOST) + "{}]", Reason.TOO_MANY_EVENTS));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void refusesWithTheReason(String body, Reason reason) {
    assertThat(json.read(body))
        .isInstanceOfSatisfying(
            Unreadable.class, bad -> assertThat(bad.reason()).isEqualTo(reason));
  }

  static Stream<String> justWithinTheLimits() {
    int depth = JsonEvents.MAX_DEPTH - 1;
    return Stream.of(
        "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}",
        "{\"a\":" + "1".repeat(JsonEvents.MAX_NUMBER) + "}",
        "{" + keys(JsonEvents.MAX_KEYS) + "}",
        "[" + "{},".repeat(MOST - 1) + "{}]");
  }

  @ParameterizedTest
  @MethodSource("justWithinTheLimits")
  void takesWhatIsJustWithinTheLimits(String body) {
    assertThat(json.read(body)).isInstanceOf(Events.class);
  }

  @Test
  void countsKeysForEachEventAlone() {
    String event = "{" + keys(JsonEvents.MAX_KEYS) + "}";
    assertThat(events("[" + event + "," + event + "]")).hasSize(2);
  }

  static Stream<Arguments> breaksALimit() {
    String deepest = "[".repeat(JsonEvents.MAX_DEPTH) + "]".repeat(JsonEvents.MAX_DEPTH);
    return Stream.of(
        arguments("{\"a\":" + deepest + "}", Reason.TOO_COMPLEX),
        arguments("{\"\\ud83d\":" + "[".repeat(998) + "]".repeat(998) + "}", Reason.TOO_COMPLEX),
        arguments("{\"日\":1e400}", Reason.TOO_COMPLEX),
        arguments("{\"a\":" + "1".repeat(JsonEvents.MAX_NUMBER + 1) + "}", Reason.TOO_COMPLEX),
        arguments("1".repeat(JsonEvents.MAX_NUMBER + 1), Reason.TOO_COMPLEX),
        arguments("{" + keys(JsonEvents.MAX_KEYS + 1) + "}", Reason.TOO_COMPLEX),
        arguments("{\"" + "n".repeat(60_000) + "\":1}", Reason.TOO_COMPLEX),
        arguments("{\"p\":{\"a\":1,\"a\":2}}", Reason.DUPLICATE_KEY));
  }

  @ParameterizedTest
  @MethodSource("breaksALimit")
  void anEventThatBreaksALimitDoesNotSpoilThoseBesideIt(String bad, Reason reason) {
    String good = "{\"evt\":\"日\\ud800\"}";

    List<Values> events = events(" [" + good + ", " + bad + " ," + good + ",5]");

    assertThat(events).extracting(Values::raw).containsExactly(good, bad, good, "5");
    assertThat(events.get(1).unfit())
        .satisfies(unfit -> assertThat(unfit.reason()).isEqualTo(reason));
    assertThat(events.get(1).size()).isZero();
    assertThat(events.get(3).unfit()).isEqualTo(NO_OBJECT);
    for (int at : new int[] {0, 2}) {
      assertThat(events.get(at).unfit()).isNull();
      assertThat(events.get(at).text(0)).isEqualTo("日\uFFFD");
    }
  }

  static Stream<String> spoilsAll() {
    String bad = "{\"a\":1e400}";
    String deep = "[".repeat(JsonElements.MAX_DEPTH) + "]".repeat(JsonElements.MAX_DEPTH);
    return Stream.of(
        "[{}," + bad,
        "[{}," + bad + ",]",
        "[{}," + bad + "] x",
        "[{}," + bad + ",{'a':1}]",
        "[{}," + deep + "]",
        "[" + "{},".repeat(MOST) + bad + "]");
  }

  @ParameterizedTest
  @MethodSource("spoilsAll")
  void whatIsNoJsonOrTooMuchIsRefusedAsAWhole(String body) {
    assertThat(json.read(body)).isInstanceOf(Unreadable.class);
  }

  @Test
  void anEventMayBeAsDeepInAnArrayAsAlone() {
    int depth = JsonEvents.MAX_DEPTH - 1;
    String event = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

    assertThat(events(event)).extracting(Values::unfit).containsOnlyNulls();
    assertThat(events("[" + event + "]")).extracting(Values::unfit).containsOnlyNulls();
  }

  @Test
  void neverRepeatsWhatWasSentInItsDetail() {
    assertThat(json.read("{\"secret\":secret}"))
        .isInstanceOfSatisfying(
            Unreadable.class, bad -> assertThat(bad.detail()).doesNotContain("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2]", "\"text\"", "5", "null", " {} ", "[]"})
  void readsAnySingleValueWhereOneIsAskedFor(String text) {
    assertThat(json.readValue(text))
        .isInstanceOfSatisfying(Events.class, read -> assertThat(read.events()).hasSize(1));
  }

  @Property
  void neverFailsWhateverTheBodyIs(@ForAll byte[] body) {
    assertThat(json.read(body)).isNotNull();
  }

  @Property
  void neverFailsOnWhatLooksLikeJson(
      @ForAll
          @StringLength(max = 60)
          @Chars({'{', '}', '[', ']', '"', ':', ',', '\\', 'u', 'd', '8', '0', 'e', '-', '.', ' '})
          String text) {
    switch (json.read(text)) {
      case Events(var events) -> assertThat(events).isNotEmpty();
      case Unreadable bad -> assertThat(bad.detail()).isNotEmpty();
    }
  }

  private List<Values> events(String text) {
    return ((Events) json.read(text)).events();
  }

  private static String keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"k" + i + "\":0")
        .collect(Collectors.joining(","));
  }

  /** The times are guards against hanging: each is refused within its first few kilobytes. */
  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[[],"})
  @Timeout(20)
  void givesUpEarlyOnWhatGoesTooFar(String begin) {
    assertThat(new JsonEvents(100).read(begin.repeat(2_000_000)))
        .isInstanceOf(Decoded.Unreadable.class);
  }

  @Test
  @Timeout(20)
  void givesUpEarlyOnAMillionKeys() {
    String keys =
        IntStream.range(0, 1_000_000)
            .mapToObj(i -> "\"k" + i + "\":0")
            .collect(Collectors.joining(",", "{", "}"));
    assertThat(new JsonEvents(100).read(keys))
        .isEqualTo(new Decoded.Unreadable(Reason.TOO_COMPLEX, "more than 500 keys"));
  }
}
