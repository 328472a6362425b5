package dev.oceanus.local.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Shard;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventLineTest {
  private static final EntryId ID = new EntryId(1_767_268_923_045L, 0);
  private static final Shard DEMO = new Shard("events_demo", 0);
  private static final Shard REFUSED = new Shard("refused", 0);

  @Test
  void tellsWhatHappened() {
    assertThat(
            text(
                DEMO,
                """
                {"event_id":"1","site":"demo","event_name":"add_to_cart","visitor_id":"v1",
                 "page_url":"https://shop.example/","ip":"203.0.113.7","properties":"{\\"sku\\":1}"}
                """))
        .isEqualTo(
            "12:02:03.045  demo  add_to_cart  page_url=https://shop.example/  visitor_id=v1"
                + "  {\"sku\":1}");
  }

  @Test
  void tellsWhyItWasRefused() {
    assertThat(
            text(
                REFUSED,
                """
                {"site":"demo","route":"/v1/events","reason":"missing","field":"evt",
                 "detail":"is required","raw":"{}","ip":"203.0.113.7"}
                """))
        .isEqualTo(
            "12:02:03.045  demo  REFUSED missing  field=evt  detail=is required  route=/v1/events"
                + "  raw={}");
  }

  @Test
  void namesTheSiteOfATableWhoseEventsDoNot() {
    assertThat(text(new Shard("log_legacy", 0), "{\"evt\":\"view\",\"sid\":\"a1\"}"))
        .isEqualTo("12:02:03.045  of-table  view  sid=a1");
  }

  @Test
  void namesAFormOfThePythonSystemForWhatItIs() {
    assertThat(text(new Shard("form_legacy", 0), "{\"sid\":\"a1\",\"jsn\":\"{\\\"a\\\":1}\"}"))
        .isEqualTo("12:02:03.045  of-table  form  sid=a1  {\"a\":1}");
  }

  @Test
  void noEventLooksLikeAnother() {
    assertThat(
            text(
                DEMO,
                "{\"site\":\"demo\",\"event_name\":\"a\\n12:00:00.000  demo  b\\u001b[2K\\u202e\"}"))
        .isEqualTo("12:02:03.045  demo  a\\n12:00:00.000  demo  b\\u{1b}[2K\\u{202e}");
  }

  @Test
  void cutsWhatIsVeryLong() {
    String line = text(DEMO, "{\"site\":\"demo\",\"event_name\":\"" + "x".repeat(100_000) + "\"}");

    assertThat(line).hasSizeLessThan(300).endsWith("...");
  }

  @Test
  void foreignEntriesHaveALineToo() {
    assertThat(text(DEMO, "not JSON")).isEqualTo("12:02:03.045  of-table  ");
    assertThat(new EventLine(DEMO, entry("[1]")).json()).contains("\"event\":null");
  }

  @Test
  void jsonIsOneLineOfJson() {
    String json =
        new EventLine(DEMO, entry("{\"site\":\"demo\",\"event_name\":\"\u2028\u202e\"}")).json();

    assertThat(json).hasLineCount(1).doesNotContain("\u2028", "\u202e");
    assertThat(JsonMapper.shared().readTree(json).at("/event/event_name").asString())
        .isEqualTo("\u2028\u202e");
  }

  private static String text(Shard shard, String event) {
    return new EventLine(shard, entry(event)).text(ZoneOffset.UTC, "of-table");
  }

  private static Entry entry(String event) {
    return new Entry(ID, event.getBytes(UTF_8));
  }
}
