package dev.oceanus.collector.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.TestSites;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.site.Site;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is accepted can be read again by whoever takes it out of Redis. */
class ReadableByTheLoaderTest {
  private static final List<Site> SITES =
      List.of(TestSites.DEMO, TestSites.SHOP, TestSites.OLD, TestSites.OLD_FORM);
  private static final List<String> NAMES =
      List.of(
          "eid",
          "evt",
          "sid",
          "oid",
          "url",
          "tit",
          "jsn",
          "properties",
          "ts",
          "st",
          "enc",
          "name",
          "page_url",
          "scr",
          "event_id",
          "x");

  @Property
  void readsEveryAcceptedEventBackAsItWas(
      @ForAll("sites") Site site, @ForAll("queries") String query) {
    Parsing parsing = new Parsing(site, Arrivals.BROWSER);
    for (Parsed parsed : List.of(parsing.query(query), parsing.form(query))) {
      if (parsed instanceof Parsed.Accepted(var event)) {
        assertThat(roundTrip(event)).isEqualTo(new EventCodec.Decoded.Readable(event));
      }
    }
  }

  private static EventCodec.Decoded roundTrip(Event event) {
    EventCodec codec = new EventCodec(event.schema());
    return codec.decode(codec.encode(event));
  }

  @Provide
  Arbitrary<Site> sites() {
    return Arbitraries.of(SITES);
  }

  /** Mostly with what is required, and with values that are nearly right. */
  @Provide
  Arbitrary<String> queries() {
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(40),
            Arbitraries.strings().withChars("{}[]\":,\\u0d8e-. 1日").ofMaxLength(20),
            Arbitraries.of("{}", "[1]", "\"\"", "{\"sku\":\"x\",\"quantity\":1,\"basket\":null}"),
            Arbitraries.strings().withChars("a\uD83D\uDC0B").ofMinLength(1000).ofMaxLength(5000));
    Arbitrary<String> pairs =
        Combinators.combine(Arbitraries.of(NAMES), values).as((name, value) -> name + "=" + value);
    return pairs
        .list()
        .ofMaxSize(6)
        .map(list -> "evt=e&eid=1&oid=o&sid=a&url=u&" + String.join("&", list));
  }
}
