package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.collector.TestSites;
import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.testkit.input.Blns;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A10: names of tables and columns come from the catalogue only; what is sent stays a value. */
class A10InjectionTest {
  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a; DROP TABLE events_demo",
        "a`b",
        "a' OR '1'='1",
        "a\" --",
        "events_demo) AS x; --",
        "a/*",
        "${table}",
        "$(id)",
        "../etc/passwd",
        "a b",
        "\u00e9"
      })
  void keepsInjectionsForValues(String injection) throws IOException {
    String escaped = Blns.escaped(injection + MARKER);
    inputs.refused(get("/v1/pixel/" + escaped + "?evt=e"), 404);
    Event event =
        inputs.stored(
            TestSites.DEMO,
            get("/v1/pixel/demo?evt=" + escaped + "&table=" + escaped + "&" + escaped + "=1"));
    assertThat(event.get("event_name")).isEqualTo(injection + MARKER);
    Event form =
        inputs.stored(
            TestSites.DEMO,
            post("/v1/form/demo", "application/x-www-form-urlencoded", "evt=e&" + escaped + "=1"));
    assertThat((String) form.get("properties")).contains(MARKER);
    assertThat(inputs.collector().streams().stored())
        .extracting(MicroBatch::shard)
        .extracting(shard -> shard.lane())
        .isSubsetOf(List.of("events_demo", "refused"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a; DROP", "a`b", "a.b", "a-b", "a b", "", "a'", "\u00e9"})
  void takesNoSuchNameFromTheCatalogueEither(String name) {
    String quoted = "'" + name.replace("'", "''") + "'";
    for (String line :
        List.of("table: " + quoted, "columns: [{name: " + quoted + ", type: STRING}]")) {
      assertThatThrownBy(
              () -> SiteCatalogueReader.read("sites:\n  demo:\n    " + line + "\n", "sites.yaml"))
          .as(line)
          .isInstanceOf(ConfigException.class);
    }
  }
}
