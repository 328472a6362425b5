package dev.oceanus.collector.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.relay.EntryReading.Result;
import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Shard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryReadingTest {
  private static List<LiveLane> lanes(String sites) {
    return LiveLane.of(SiteCatalogueReader.read(sites, "sites.yaml"));
  }

  private static Result read(String sites, String json) {
    LiveLane lane = lanes(sites).getFirst();
    return new EntryReading(lane)
        .read(
            new Shard(lane.lane().name(), 0), new Entry(new EntryId(17, 3), json.getBytes(UTF_8)));
  }

  private static LiveEvent live(String sites, String json) {
    return ((Result.Live) read(sites, json)).event();
  }

  private static final String WEB = "sites:\n  shop: {}\n";

  @Test
  void takesSiteNameAndIdFromAnEventAndLeavesItAsItIs() {
    String json =
        "{\"event_id\":\"e1\",\"site\":\"shop\",\"event_name\":\"海\",\"new_column\":[{\"site\":1}]}";

    LiveEvent event = live(WEB, json);

    assertThat(event.site()).isEqualTo("shop");
    assertThat(event.name()).isEqualTo("海");
    assertThat(event.id()).isEqualTo("e1");
    assertThat(new String(event.event(), UTF_8)).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{\"event_id\":\"e1\",\"site\":\"shop\",\"event_name\":\"x\"",
        "{\"event_id\":\"e1\",\"site\":\"shop\",\"event_name\":\"x\"} {}",
        "{\"event_id\":\"e1\",\"site\":\"shop\"}",
        "{\"event_id\":\"\",\"site\":\"shop\",\"event_name\":\"x\"}",
        "{\"event_id\":7,\"site\":\"shop\",\"event_name\":\"x\"}",
        "{\"event_id\":\"e1\",\"event_name\":\"x\"}"
      })
  void passesOverWhatIsNoEvent(String json) {
    assertThat(read(WEB, json)).isEqualTo(new Result.Unreadable());
  }

  @Test
  void givesEventsOfThePythonSystemsTablesTheirPlaceAsIdentity() {
    LiveEvent log =
        live(
            "sites:\n  old: {schema: oceanus-log}\n",
            "{\"dt\":\"t\",\"evt\":\"view\",\"oid\":\"o\"}");
    assertThat(log.site()).isEqualTo("old");
    assertThat(log.name()).isEqualTo("view");
    assertThat(log.id()).isEqualTo("events_old:0/17-3");

    LiveEvent form = live("sites:\n  inquiry: {schema: oceanus-form}\n", "{\"dt\":\"t\"}");
    assertThat(form.site()).isEqualTo("inquiry");
    assertThat(form.name()).isEmpty();
  }

  @Test
  void namesNoSiteWhereATableDoesNotTellWhose() {
    String sites =
        """
        sites:
          a: {schema: oceanus-log, table: log}
          b: {schema: oceanus-log, table: log}
        """;

    assertThat(live(sites, "{\"evt\":\"view\"}").site()).isEmpty();
  }

  @Test
  void relaysTheTablesOfSitesThatAreLiveAndNoneOfOceanusOwn() {
    String sites =
        """
        sites:
          a: {}
          quiet: {live: false}
          b: {table: both}
          c: {table: both, live: false}
        """;

    assertThat(lanes(sites))
        .extracting(lane -> lane.lane().name())
        .containsExactly("events_a", "both");
    assertThat(lanes(sites).getLast().live()).containsExactly("b");
  }
}
