package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A01: a site that is not in the catalogue is answered 404 and counted, without its name. */
class A01UnknownSiteTest {
  private static final int MANY = 20_000;

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  static Stream<String> sites() {
    return Stream.of(
        MARKER,
        "Demo",
        "DEMO",
        "demo.",
        "dem%6F",
        "d\u00d0\u00b5mo",
        "demo%E2%80%8B",
        "old",
        "null",
        "__proto__",
        "%22%3E%3Cscript%3E" + MARKER,
        "refused",
        "dead_letters",
        MARKER.repeat(700));
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("sites")
  void refusesASiteThatIsNotThere(String site) throws IOException {
    double before = unknown();
    String answer = "{\"reason\":\"unknown_site\"}";
    assertThat(inputs.refused(get("/v1/pixel/" + site + "?evt=e"), 404).utf8()).isEqualTo(answer);
    assertThat(inputs.refused(post("/v1/events/" + site, "text/plain", "{}"), 404).utf8())
        .isEqualTo(answer);
    assertThat(inputs.refused(post("/v1/form/" + site, "text/plain", "a=1"), 404).utf8())
        .isEqualTo(answer);
    assertThat(unknown()).isEqualTo(before + 3);
  }

  @Test
  void refusesASiteOfTenKilobytes() throws IOException {
    inputs.refused(get("/v1/pixel/" + MARKER + "x".repeat(10_000)), 414);
  }

  @Test
  void countsManySitesInOneCounterAndKeepsNoneOfThem() throws IOException {
    double before = unknown();
    Set<String> meters = meters();
    ask(0, 2_000);
    long heap = LiveHeap.bytes();
    ask(2_000, MANY);
    assertThat(unknown()).isEqualTo(before + MANY);
    assertThat(meters()).isEqualTo(meters);
    assertThat(LiveHeap.bytes() - heap).as("bytes kept").isLessThan(4L << 20);
  }

  /** Asks for the sites of these numbers, many requests to a connection at a time. */
  private static void ask(int from, int to) throws IOException {
    try (RawHttp http = new RawHttp(inputs.collector().port())) {
      for (int begin = from; begin < to; begin += 100) {
        String requests =
            Stream.iterate(begin, i -> i + 1)
                .limit(100)
                .map(i -> get("/v1/pixel/" + MARKER + i + "?evt=e"))
                .collect(Collectors.joining());
        http.send(requests.getBytes(ISO_8859_1));
        for (int i = 0; i < 100; i++) {
          assertThat(http.answer().status()).isEqualTo(404);
        }
      }
    }
  }

  private static double unknown() {
    return inputs
        .collector()
        .registry()
        .get("oceanus_collector_unknown_site_requests")
        .counter()
        .count();
  }

  private static Set<String> meters() {
    Set<String> meters = new TreeSet<>();
    inputs
        .collector()
        .registry()
        .getMeters()
        .forEach(meter -> meters.add(meter.getId().toString()));
    assertThat(meters)
        .noneMatch(meter -> List.of(MARKER, "Demo").stream().anyMatch(meter::contains));
    return meters;
  }
}
