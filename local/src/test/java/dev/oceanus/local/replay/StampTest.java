package dev.oceanus.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.common.site.SiteCatalogueReader;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StampTest {
  private static final Instant TIME = Instant.parse("2026-11-24T08:15:01.000250Z");

  private final Stamp stamp = new Stamp(site("{}"));

  private static Site site(String rest) {
    return SiteCatalogueReader.read("sites: {a: " + rest + "}", "sites.yaml")
        .site("a")
        .orElseThrow();
  }

  private static Values values(String... pairs) {
    Values values = Values.none();
    for (int i = 0; i < pairs.length; i += 2) {
      values.add(pairs[i], Kind.TEXT, pairs[i + 1]);
    }
    return values;
  }

  private static String text(Values values) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> values.name(i) + "=" + values.text(i))
        .collect(Collectors.joining("&"));
  }

  @Test
  void takesThePagesClocksOutAndAddsWhenItHappened() {
    Values sent = values("evt", "e", "ts", "1", "st", "2", "eid", "x");

    assertThat(text(stamp.on(sent, Accepts.PIXEL, null, TIME)))
        .isEqualTo("evt=e&eid=x&ts=1795508101000.25");
  }

  @Test
  void replacesABlankIdentity() {
    Values sent = values("eid", " ", "event_id", "", "evt", "e");

    assertThat(stamp.hasId(sent)).isFalse();
    assertThat(text(stamp.on(sent, Accepts.EVENTS, "id-1", null))).isEqualTo("evt=e&eid=id-1");
  }

  @Test
  void addsBehindAFormsFieldsAndLeavesThoseThatTheSiteNames() {
    Stamp named = new Stamp(site("{form: {columns: {eid: page_title, ts: user_id}}}"));
    Values sent = values("eid", "a title", "ts", "a user", "st", "kept");

    assertThat(text(named.on(sent, Accepts.FORM, "id-1", TIME)))
        .isEqualTo("eid=a title&ts=a user&st=kept&event_id=id-1");
  }

  @Test
  void derivesTheSameIdentityForTheSameRowAndNoOther() {
    String id = Stamp.derived("epoch-1/refused:0:1-0", 0);

    assertThat(id).isEqualTo(Stamp.derived("epoch-1/refused:0:1-0", 0));
    assertThat(id).isNotEqualTo(Stamp.derived("epoch-1/refused:0:1-0", 1));
    assertThat(id).isNotEqualTo(Stamp.derived("epoch-2/refused:0:1-0", 0));
    assertThat(UUID.fromString(id).version()).isEqualTo(8);
    assertThat(UUID.fromString(id).variant()).isEqualTo(2);
  }
}
