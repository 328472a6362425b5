package dev.oceanus.collector.refused;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestSites;
import dev.oceanus.collector.refused.Kept.State;
import dev.oceanus.collector.request.MediaType;
import dev.oceanus.collector.request.Raw;
import dev.oceanus.common.site.Site;
import java.net.URLEncoder;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RawKeeperTest {
  private static final String SECRET = "geheim4711";
  private static final String PARTS = "multipart/form-data; boundary=xYx";

  private final RawKeeper keeper = new RawKeeper(masking("email", "tel"));

  private static Site masking(String... names) {
    Site demo = TestSites.DEMO;
    return new Site(
        "m",
        demo.schema(),
        demo.lane(),
        demo.accepts(),
        demo.origins(),
        demo.form(),
        new Site.Refused(Set.of(names), true));
  }

  private static Raw json(String text) {
    return Raw.json(text.getBytes(UTF_8));
  }

  private static Raw parts(String... parts) {
    String body = "--xYx" + String.join("--xYx", parts) + "--xYx--";
    return Raw.form(MediaType.parse(PARTS), body.getBytes(UTF_8));
  }

  private static String part(String disposition, String value) {
    return "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + value + "\r\n";
  }

  @Test
  void keepsWhatHoldsNothingToMaskAsItWas() {
    assertThat(keeper.keep(json("{ \"a\": \"日\" }"), null))
        .isEqualTo(new Kept("{ \"a\": \"日\" }", State.WHOLE));
    assertThat(keeper.keep(Raw.query("a=%41+b"), null)).isEqualTo(new Kept("a=%41+b", State.WHOLE));
    Raw form = parts(part("name=\"note\"", "日本"));
    assertThat(keeper.keep(form, PARTS).text()).contains("日本");
    assertThat(keeper.keep(form, PARTS).state()).isEqualTo(State.WHOLE);
  }

  @Test
  void masksTheFieldsOfAFormInParts() {
    Raw form =
        parts(
            part("name=\"a\"", "1"),
            part("name=\"email\"", SECRET),
            part("name=tel", SECRET),
            part("name=\"note\"", "{\"email\":\"" + SECRET + "\"}"),
            part("name=\"tel\"; filename=\"" + SECRET + ".pdf\"", "%PDF " + SECRET));
    Kept kept = keeper.keep(form, PARTS);

    assertThat(kept.state()).isEqualTo(State.MASKED);
    assertThat(kept.text())
        .doesNotContain(SECRET)
        .contains("name=\"a\"\r\n\r\n1\r\n")
        .contains("name=\"email\"\r\n\r\n****\r\n");
  }

  @Test
  void withholdsAFormThatCannotBeTakenApart() {
    String broken = "--xYx" + part("name=\"email\"", SECRET);
    Raw form = Raw.form(MediaType.parse(PARTS), broken.getBytes(UTF_8));

    assertThat(keeper.keep(form, PARTS)).isEqualTo(new Kept("", State.WITHHELD));
    assertThat(keeper.keep(form, null)).isEqualTo(new Kept("", State.WITHHELD));
  }

  @Test
  void masksBeforeItCutsSoThatNothingHidesInWhatIsLeft() {
    String json = "{\"email\":\"" + SECRET + "\",\"x\":\"" + "y".repeat(70_000) + "\"}";
    Kept kept = keeper.keep(json(json), null);

    assertThat(kept.state()).isEqualTo(State.CUT);
    assertThat(kept.text()).hasSize(65_536).startsWith("{\"email\":\"****\"");
  }

  @Test
  void withholdsEverythingWhereTheSiteKeepsNone() {
    Site demo = TestSites.DEMO;
    Site none =
        new Site(
            "n",
            demo.schema(),
            demo.lane(),
            demo.accepts(),
            demo.origins(),
            demo.form(),
            new Site.Refused(Set.of(), false));

    assertThat(new RawKeeper(none).keep(json("{}"), null)).isEqualTo(new Kept("", State.WITHHELD));
    assertThat(new RawKeeper(none).keep(Raw.ABSENT, null)).isEqualTo(new Kept("", State.ABSENT));
  }

  @Test
  void writesBytesBeyondAsciiSoThatTheyMeanTheSame() {
    String query = new String("a=日".getBytes(UTF_8), ISO_8859_1) + "\u00ff";

    assertThat(new RawKeeper(TestSites.DEMO).keep(Raw.query(query), null).text())
        .isEqualTo("a=%E6%97%A5%FF");
  }

  @Test
  void masksHeadersByTheNamesOfTheirColumns() {
    RawKeeper strict = new RawKeeper(masking("ip", "page_url"));

    assertThat(strict.header("192.0.2.1", "ip", "rad")).isEqualTo("****");
    assertThat(strict.header("test/1", "user_agent")).isEqualTo("test/1");
    assertThat(strict.header("https://x/", "referer", "page_url")).isEqualTo("****");
    assertThat(keeper.header("https://x/?email=" + SECRET, "referer"))
        .isEqualTo("https://x/?email=****");
    assertThat(keeper.header(null, "ip")).isNull();
  }

  /** Whatever route a value comes by, and however its name is written, it is not kept. */
  @Property(tries = 500)
  void aMaskedValueIsNeverKept(
      @ForAll @StringLength(max = 20) String around,
      @ForAll @IntRange(max = 7) int shape,
      @ForAll @IntRange(max = 5) int spelling,
      @ForAll @IntRange(max = 40) int cutOff) {
    String name =
        switch (spelling) {
          case 0 -> "email";
          case 1 -> "EMail";
          case 2 -> "user[email]";
          case 3 -> " tel ";
          case 4 -> "user.tel";
          default -> "Tel";
        };
    Raw raw = raw(shape, name, around, cutOff);
    Kept kept = keeper.keep(raw, PARTS);

    assertThat(kept.text()).doesNotContain(SECRET);
    assertThat(kept.state()).isIn(State.MASKED, State.WITHHELD);
  }

  private static Raw raw(int shape, String name, String around, int cutOff) {
    String object = "{" + quoted(around + "k") + ":1," + quoted(name) + ":\"" + SECRET + "\"}";
    String escapedName = name.replace("e", "\\u0065").replace("T", "\\u0054");
    return switch (shape) {
      case 0 -> json("[" + object + "]");
      case 1 -> json("{\"a\":[{\"b\":" + object + "}]}");
      case 2 -> json("{\"jsn\":" + quoted(object) + "}");
      case 3 ->
          json("{\"x\":1,\"" + escapedName + "\":\"" + SECRET + "\"" + "}".repeat(cutOff % 2));
      case 4 ->
          Raw.query(
              encoded(around + "k") + "=" + encoded(around) + "&" + percent(name) + "=" + SECRET);
      case 5 -> Raw.query("jsn=" + encoded(object.substring(0, object.length() - cutOff % 3)));
      case 6 -> Raw.query("url=" + encoded("https://x/?a=1&" + encoded(name) + "=" + SECRET));
      default -> parts(part("name=\"z\"", "1"), part("name=\"" + name + "\"", SECRET));
    };
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.append('"').toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** Each byte of the name as an escape. */
  private static String percent(String name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name.getBytes(UTF_8)) {
      text.append("%%%02x".formatted(b));
    }
    return text.toString();
  }
}
