package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static dev.oceanus.collector.badinput.BadInputs.post;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestSites;
import dev.oceanus.common.site.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A01: a site that is not in the catalogue, or does not take events by this route, is answered 404
 * by every route of sites, and counted without its name.
 */
class A01UnknownSiteTest {
  private static final int FIRST = 1_000_000; // so that all names have one length
  private static final int MANY = 1_000_000;
  private static final int BEFORE = 20_000;
  private static final int CLIENTS = 2;

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
        "null",
        "__proto__",
        "%22%3E%3Cscript%3E" + MARKER,
        "refused",
        "dead_letters",
        "log_old",
        MARKER.repeat(700));
  }

  /** Every route that a site is named to. */
  static List<Recipe> routes() {
    return inputs.collector().routes().stream()
        .filter(route -> route.endsWith("{site}"))
        .map(Recipe::of)
        .toList();
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("sites")
  void refusesASiteThatIsNotThere(String site) throws IOException {
    double before = unknown();
    for (Recipe route : routes()) {
      refuses(route, site);
    }
    assertThat(unknown()).isEqualTo(before + routes().size());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("routes")
  void refusesASiteThatTakesNothingByThisRoute(Recipe route) throws IOException {
    String accepts = route.path().substring(route.path().lastIndexOf('/') + 1);
    int refused = 0;
    double before = unknown();
    for (Site site : TestSites.catalogue().sites()) {
      if (!site.accepts().contains(Site.Accepts.valueOf(accepts.toUpperCase(Locale.ROOT)))) {
        refuses(route, site.name());
        refused++;
      }
    }
    assertThat(refused).isPositive();
    assertThat(unknown()).isEqualTo(before + refused);
  }

  @Test
  void triesTheRoutesOfBothKinds() {
    assertThat(routes())
        .extracting(Recipe::path)
        .containsExactlyInAnyOrder(
            "/v1/events",
            "/v1/pixel",
            "/v1/form",
            "/v1/click",
            "/v1/mail",
            "/v1/server",
            "/swallow",
            "/gaze",
            "/pierce",
            "/pirate");
  }

  @Test
  void refusesASiteOfTenKilobytes() throws IOException {
    for (Recipe route : routes()) {
      inputs.refused(request(route, MARKER + "x".repeat(10_000)), 414);
    }
  }

  @Test
  void refusesASiteWithoutAName() throws IOException {
    double before = unknown();
    for (Recipe route : routes()) {
      if (!route.path().equals("/swallow")) { // which means the first site that takes it
        inputs.refused(request(route, ""), 404);
      }
    }
    assertThat(unknown()).as("no site is asked for").isEqualTo(before);
  }

  @Test
  @Tag("slow")
  @Timeout(120)
  void countsAMillionSitesInOneCounterAndKeepsNoneOfThem() throws Exception {
    double before = unknown();
    Set<String> meters = meters();
    int stored = inputs.collector().stored();
    ask(FIRST, FIRST + BEFORE);
    long heap = LiveHeap.bytes();
    ask(FIRST + BEFORE, FIRST + MANY);
    assertThat(unknown()).isEqualTo(before + MANY);
    assertThat(meters()).isEqualTo(meters);
    assertThat(inputs.collector().stored()).isEqualTo(stored);
    assertThat(inputs.collector().refused()).isEmpty();
    assertThat(LiveHeap.bytes() - heap).as("bytes kept").isLessThan(4L << 20);
  }

  /** Asks for the sites of these numbers, each once, by all routes in turns. */
  private static void ask(int from, int to) throws Exception {
    List<Recipe> routes = routes();
    int each = (to - from) / routes.size();
    assertThat(each * routes.size()).isEqualTo(to - from);
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < routes.size(); i++) {
        Recipe route = routes.get(i);
        int first = from + i * each;
        ends.add(
            clients.submit(
                () -> {
                  ask(route, first, first + each);
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
  }

  private static void ask(Recipe route, int from, int to) throws IOException {
    String path = route.path() + "/" + MARKER;
    boolean asks = route.route().startsWith("GET ");
    try (Pipeline pipeline = new Pipeline(inputs.collector().port())) {
      pipeline.ask(
          from,
          to,
          i -> asks ? get(path + i) : post(path + i, "text/plain", "{}"),
          404,
          i -> body(route, MARKER + i));
    }
  }

  private static String request(Recipe route, String site) {
    return route.at(route.path() + "/" + site, "id", "tit", "t");
  }

  private static void refuses(Recipe route, String site) throws IOException {
    String request = request(route, site);
    if (isNative(route)) {
      assertThat(inputs.refused(request, 404).utf8()).isEqualTo(body(route, site));
      return;
    }
    int before = inputs.collector().stored();
    Answer answer = RawHttp.attempt(inputs.collector().port(), request.getBytes(ISO_8859_1));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
    assertThat(answer.text()).isEqualTo(body(route, site));
    assertThat(inputs.collector().stored()).isEqualTo(before);
  }

  private static boolean isNative(Recipe route) {
    return route.path().startsWith("/v1/");
  }

  /**
   * The Python system's routes tell the name that they were asked for, as far as it is harmless.
   */
  private static String body(Recipe route, String site) {
    return isNative(route)
        ? "{\"reason\":\"unknown_site\"}"
        : "site name not found:"
            + site.substring(0, Math.min(site.length(), 64)).replaceAll("[^A-Za-z0-9_.~%-]", "?");
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
