package dev.oceanus.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.testkit.ledger.Sent;
import dev.oceanus.testkit.ledger.Sent.Destination;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BeaconsTest {
  private static List<Beacon> beacons(long seed) {
    Beacons beacons = new Beacons(new SplittableRandom(seed));
    return Stream.generate(beacons::next).limit(2_000).toList();
  }

  @Test
  void areTheSameForTheSameSeed() {
    assertThat(beacons(1)).isEqualTo(beacons(1)).isNotEqualTo(beacons(2));
  }

  @Test
  void useEachIdOnce() {
    assertThat(beacons(1).stream().flatMap(beacon -> beacon.events().stream()).map(Sent::id))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(2_000);
  }

  @Test
  void areOfEveryKind() {
    assertThat(beacons(1))
        .anyMatch(beacon -> beacon.method().equals("GET") && all(beacon, Destination.TABLE))
        .anyMatch(beacon -> beacon.method().equals("POST") && beacon.events().size() == 1)
        .anyMatch(beacon -> beacon.events().size() > 5 && all(beacon, Destination.TABLE))
        .anyMatch(beacon -> all(beacon, Destination.REFUSED))
        .anyMatch(beacon -> any(beacon, Destination.REFUSED) && any(beacon, Destination.TABLE));
  }

  @Test
  void carryTheIdsOfTheirEvents() {
    assertThat(beacons(1))
        .allSatisfy(
            beacon ->
                assertThat(beacon.events())
                    .allSatisfy(
                        event -> assertThat(beacon.target() + beacon.body()).contains(event.id())));
  }

  private static boolean all(Beacon beacon, Destination destination) {
    return beacon.events().stream().allMatch(each -> each.destination() == destination);
  }

  private static boolean any(Beacon beacon, Destination destination) {
    return beacon.events().stream().anyMatch(each -> each.destination() == destination);
  }
}
