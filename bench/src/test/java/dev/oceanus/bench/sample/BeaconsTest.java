package dev.oceanus.bench.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.bench.sample.Beacons.Beacon;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.event.EventCodec.Decoded;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.site.SiteCatalogueReader;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BeaconsTest {
  @Test
  void picturesHaveLongAddressesWithEncodedJapanese() {
    assertThat(LongStream.range(0, 32).mapToObj(Beacons::pixel))
        .allSatisfy(
            beacon -> {
              assertThat(beacon.method()).isEqualTo("GET");
              assertThat(beacon.target()).hasSizeBetween(600, 1200).contains("%E3%8").isASCII();
            })
        .extracting(Beacon::target)
        .doesNotHaveDuplicates();
  }

  @Test
  void postsCarryAsManyEventsAsAsked() {
    assertThat(JsonMapper.shared().readTree(Beacons.post(3, 1).body()).isObject()).isTrue();
    assertThat(JsonMapper.shared().readTree(Beacons.post(3, 20).body())).hasSize(20);
  }

  @Test
  void theirSiteIsInTheCatalogue() {
    assertThat(SiteCatalogueReader.read(Beacons.CATALOGUE, "sites.yaml").site(Beacons.SITE))
        .hasValueSatisfying(site -> assertThat(site.lane().name()).isEqualTo(Beacons.TABLE));
  }

  @Test
  void storedEventsAreWhatALoaderTakes() {
    StoredEvents events = new StoredEvents();
    EventCodec codec = new EventCodec(Schemas.WEB);

    assertThat(LongStream.range(0, 32).mapToObj(events::json))
        .allSatisfy(
            json -> {
              assertThat(codec.decode(json)).isInstanceOf(Decoded.Readable.class);
              assertThat(json).hasSizeBetween(800, 1400);
            })
        .extracting(json -> new String(json, UTF_8))
        .doesNotHaveDuplicates();
  }
}
