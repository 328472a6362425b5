package dev.oceanus.collector.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.collector.TestSites;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.schema.Source;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.Site.Accepts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SitePlanTest {
  @Test
  void knowsARuleForEachColumnOfEverySchemaOfSites() {
    for (Schema schema : Schemas.forSites()) {
      assertThat(plan(schema).schema()).isEqualTo(schema);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"COLLECTOR", "CONNECTION", "USER_AGENT", "PAGE_URL", "LOADER"})
  void refusesAColumnThatItHasNoRuleFor(Source.Kind kind) {
    Schema schema =
        new Schema("odd", List.of(Field.string("mystery", 10, Source.of(kind), "Nobody knows.")));
    assertThatThrownBy(() -> plan(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mystery");
  }

  @Test
  void takesNamesOfTheWireOnly() {
    SitePlan shop = new SitePlan(TestSites.SHOP, Accepts.PIXEL);
    assertThat(shop.takes("evt")).isTrue();
    assertThat(shop.takes("event_name")).isTrue();
    assertThat(shop.takes("site")).isFalse();
    assertThat(shop.takes("sku")).isFalse();
    assertThat(shop.jsonName()).isEqualTo("jsn");
  }

  private static SitePlan plan(Schema schema) {
    return new SitePlan(
        new Site("x", schema, TestSites.DEMO.lane(), Set.of(), Set.of(), Site.Form.PLAIN),
        Accepts.EVENTS);
  }
}
