package dev.oceanus.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.local.browser.Chromium;
import dev.oceanus.local.browser.Tab;
import dev.oceanus.local.doctor.check.Case;
import dev.oceanus.local.doctor.check.Checks;
import dev.oceanus.local.doctor.check.Finding;
import dev.oceanus.local.doctor.check.Finding.Level;
import dev.oceanus.local.doctor.visit.PageVisit;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.up.Program;
import dev.oceanus.local.up.Program.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pages with something wrong about them in a real browser, before a running stack. All are visited
 * at once, since most of the time is waiting.
 */
@Tag("browser")
class DoctorIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String SITES =
      """
      sites:
        demo:
          accepts: [events, pixel, form]
        blog:
        guarded:
          origins: ["https://shop.example"]
        legacy:
          schema: oceanus-log
          table: log_legacy
          accepts: [swallow]
      """;

  @TempDir static Path temp;
  private static DataFolder folder;
  private static Program up;
  private static Ward ward;
  private static Chromium chromium;
  private static String collector;
  private static final Map<String, Future<List<Finding>>> visits = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    folder = new DataFolder(Files.createDirectories(temp.resolve("data")));
    Files.writeString(folder.sites(), SITES);
    up = Program.start(temp, Map.of(), "up", "--port", "0", "--data", folder.root().toString());
    collector = up.running(folder).publicUrl();
    ward = Ward.open();
    chromium = Chromium.start(temp.resolve("profile"));
    try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
      admit(visitors);
    }
  }

  private static void admit(ExecutorService visitors) throws Exception {
    visit(visitors, "twice", "", tag("demo"), tag("demo"));
    visit(
        visitors,
        "events-forbidden",
        "default-src 'self'; script-src 'self' 'unsafe-inline' " + collector,
        "<script>alert('wait'); history.pushState({}, '', '/elsewhere')</script>",
        tag("demo"));
    visit(
        visitors,
        "script-forbidden",
        "",
        "<meta http-equiv=Content-Security-Policy content=\"script-src 'self'\">",
        tag("demo"));
    visit(visitors, "unknown", "", tag("dmeo"));
    visit(visitors, "foreign", "", tag("guarded"));
    visit(
        visitors,
        "down",
        "",
        "<script async src='%s/oceanus.js' data-site=demo></script>".formatted(nobody()));
    visit(visitors, "blocked", "", tag("demo"));
    visit(visitors, "none", "");
    visit(visitors, "two-sites", "", tag("demo"), tag("blog"));
    visit(visitors, "one-forbidden", "", tag("demo"), tag("guarded"));
    visit(visitors, "waits", "", waitingTag("demo"));
    visit(visitors, "one-waits", "", tag("demo"), waitingTag("blog"));
    visit(
        visitors,
        "agrees",
        "",
        waitingTag("demo"),
        "<script>addEventListener('load', () => window.oceanus('consent', true))</script>");
    visit(visitors, "one-late", "", tag("demo"), lateTag("blog"));
    visit(
        visitors,
        "python",
        "",
        "<img src='%s/swallow/legacy?sid=1f&evt=view&oid=2&url=https%%3A%%2F%%2Fshop.example%%2F'>"
            .formatted(collector));
    visit(
        visitors,
        "faulty",
        "",
        "<script>fetch('%s/v1/events/demo', {method: 'POST', body: '[{\"url\":\"https://shop.example/\"}]'})</script>"
            .formatted(collector));
  }

  private static void visit(
      ExecutorService visitors, String name, String policy, String... elements) {
    URI url = URI.create(ward.page(name, policy, elements));
    Tab tab = chromium.newVisitor();
    if (name.equals("blocked")) {
      tab.call("Network.setBlockedURLs", Map.of("urls", List.of("*/v1/events/*")));
    }
    visits.put(name, visitors.submit(() -> examined(tab, url)));
  }

  private static List<Finding> examined(Tab tab, URI url) {
    PageVisit visit = PageVisit.begin(tab, url, LIMIT);
    visit.firstAnswers();
    SiteCatalogue sites = SiteCatalogueReader.read(SITES, "sites.yaml");
    return Checks.findings(Case.of(visit.all(), sites));
  }

  private static String tag(String site) {
    return "<script async src='%s/oceanus.js' data-site=%s></script>".formatted(collector, site);
  }

  private static String waitingTag(String site) {
    return tag(site).replace(" data-site", " data-consent=wait data-site");
  }

  /** One whose script comes long after another one's events are answered. */
  private static String lateTag(String site) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(collector + "/oceanus.js")).build();
    String script =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    return "<script async src='%s' data-site=%s data-collector='%s'></script>"
        .formatted(ward.slowScript("late.js", script, Duration.ofSeconds(2)), site, collector);
  }

  /** An address where nobody listens. */
  private static String nobody() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
    if (ward != null) {
      ward.close();
    }
    up.close();
  }

  @Test
  void findsTheDemoShopWellDownToItsRow() throws Exception {
    Answer answer =
        Program.run(
            temp,
            Map.of(),
            "doctor",
            collector + "/demo/",
            "--format",
            "json",
            "--data",
            folder.root().toString());

    assertThat(answer.err()).isEmpty();
    assertThat(answer.code()).isZero();
    JsonNode report = JsonMapper.shared().readTree(answer.out());
    assertThat(report.get("findings")).allMatch(each -> each.get("level").asString().equals("ok"));
    assertThat(report.get("findings"))
        .extracting(each -> each.get("found").asString())
        .anySatisfy(
            found ->
                assertThat(found).matches("page_view \\S+ is in events_demo, [\\d.]+ s after .*"))
        .anySatisfy(
            found -> assertThat(found).startsWith("stands once in the page for the site demo"));
  }

  @Test
  void showsTheOtherWayWhereThereIsNoBrowser() throws Exception {
    Answer answer = Program.run(temp, Map.of("PATH", "/nowhere"), "doctor", collector + "/demo/");

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("found no Chromium and no Chrome").contains("HAR file");
  }

  @Test
  void findsATagThatStandsTwice() throws Exception {
    assertThat(problems("twice"))
        .singleElement()
        .extracting(Finding::found)
        .isEqualTo("stands 2 times in the page for the site demo");
  }

  @Test
  void namesTheDirectiveThatForbidsEvents() throws Exception {
    assertThat(problems("events-forbidden"))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .isEqualTo(
                        Finding.problem(
                            "policy",
                            "default-src of the header Content-Security-Policy does not allow "
                                + collector,
                            "Write there: connect-src 'self' " + collector)))
        .anySatisfy(
            problem ->
                assertThat(problem.found())
                    .startsWith("a beacon to /v1/events/demo: not sent")
                    .contains("the page's Content-Security-Policy blocked it"));
  }

  @Test
  void namesTheDirectiveThatForbidsTheScript() throws Exception {
    assertThat(problems("script-forbidden"))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .isEqualTo(
                        Finding.problem(
                            "policy",
                            "script-src of the meta element does not allow " + collector,
                            "Write there: script-src 'self' " + collector)))
        .anySatisfy(problem -> assertThat(problem.about()).isEqualTo("script"))
        .noneSatisfy(problem -> assertThat(problem.about()).isEqualTo("events"));
  }

  @Test
  void namesTheSitesThatThereAreForOneThatThereIsNot() throws Exception {
    assertThat(problems("unknown"))
        .anySatisfy(
            problem ->
                assertThat(problem.found())
                    .startsWith("sites.yaml has no site dmeo")
                    .contains("demo", "guarded", "legacy"))
        .anySatisfy(
            problem ->
                assertThat(problem.found()).startsWith("page_view for dmeo: refused with 404"));
  }

  @Test
  void writesTheLineThatLetsAnOriginIn() throws Exception {
    String line =
        "Write in sites.yaml: origins: [\"https://shop.example\", \"%s\"]".formatted(ward.origin());

    assertThat(problems("foreign"))
        .filteredOn(problem -> problem.advice().equals(line))
        .extracting(Finding::about)
        .containsExactly("site", "events"); // once, however often the tag tries
  }

  @Test
  void tellsThatNobodyAnswersForTheCollector() throws Exception {
    assertThat(problems("down"))
        .anySatisfy(
            problem ->
                assertThat(problem.found())
                    .contains(
                        "was not loaded: the host does not answer (net::ERR_CONNECTION_REFUSED)"));
  }

  @Test
  void tellsWhatABlockerDoes() throws Exception {
    assertThat(problems("blocked"))
        .singleElement()
        .extracting(Finding::found)
        .asString()
        .startsWith("page_view for demo: not sent")
        .contains("as ad blockers do");
  }

  @Test
  void findsNoTagWhereThereIsNone() throws Exception {
    assertThat(problems("none"))
        .anySatisfy(problem -> assertThat(problem.found()).isEqualTo("there is none in the page"))
        .allSatisfy(problem -> assertThat(problem.about()).isEqualTo("tag"));
  }

  @Test
  void knowsTheBeaconsOfThePythonSystem() throws Exception {
    assertThat(findings("python"))
        .noneMatch(finding -> finding.level() == Level.PROBLEM)
        .anySatisfy(
            finding ->
                assertThat(finding.found())
                    .isEqualTo("the page carries a tag of the Python system"))
        .anySatisfy(
            finding -> assertThat(finding.found()).isEqualTo("view for legacy: answered 200"));
  }

  @Test
  void explainsWhyAnEventWasRefused() throws Exception {
    assertThat(problems("faulty"))
        .anySatisfy(
            problem ->
                assertThat(problem.found())
                    .isEqualTo(
                        "an event for demo: refused, evt missing."
                            + " A field that every event needs is not there, or blank."));
  }

  @Test
  void followsTheEventsOfTwoSitesToTheirRows() throws Exception {
    assertThat(problems("two-sites")).isEmpty();
    assertThat(findings("two-sites"))
        .extracting(Finding::found)
        .contains(
            "stands once in the page for the site demo",
            "stands once in the page for the site blog",
            "the tag of demo does not wait for it (no data-consent=\"wait\")",
            "the tag of blog does not wait for it (no data-consent=\"wait\")",
            "demo is known, with the schema web and the table events_demo",
            "blog is known, with the schema web and the table events_blog",
            "page_view for demo: answered 200",
            "page_view for blog: answered 200");

    Answer answer = doctor("two-sites");
    assertThat(answer.code()).isZero();
    assertThat(answer.out().lines())
        .anyMatch(line -> line.matches("ok +row +page_view \\S+ is in events_demo, .*"))
        .anyMatch(line -> line.matches("ok +row +page_view \\S+ is in events_blog, .*"));
  }

  @Test
  void tellsOfTwoSitesWhichOneIsForbidden() throws Exception {
    assertThat(problems("one-forbidden"))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.found()).contains("guarded"));
    assertThat(findings("one-forbidden"))
        .extracting(Finding::found)
        .contains("page_view for demo: answered 200");
  }

  @Test
  void missesNoRowOfATagThatWaitsForConsent() throws Exception {
    assertThat(problems("waits")).isEmpty();
    assertThat(findings("waits"))
        .filteredOn(finding -> finding.level() == Level.WARNING)
        .singleElement()
        .extracting(Finding::found)
        .isEqualTo("the tag of demo waits for it, and nobody gave it while the page was looked at");

    Answer answer = doctor("waits");
    assertThat(answer.code()).isZero();
    assertThat(answer.out())
        .endsWith("All well, 1 warning.\n")
        .doesNotContain("  row ")
        .doesNotContain("  events ");
  }

  @Test
  void tellsTheConsentOfEachTagApart() throws Exception {
    assertThat(problems("one-waits")).isEmpty();
    assertThat(findings("one-waits"))
        .filteredOn(finding -> finding.about().equals("consent"))
        .extracting(Finding::found)
        .containsExactly(
            "the tag of demo does not wait for it (no data-consent=\"wait\")",
            "the tag of blog waits for it, and nobody gave it while the page was looked at");
  }

  @Test
  void seesThatThePageGaveConsent() throws Exception {
    assertThat(problems("agrees")).isEmpty();
    assertThat(findings("agrees"))
        .extracting(Finding::found)
        .contains(
            "the tag of demo waits for it, and the page gave it",
            "page_view for demo: answered 200");
  }

  @Test
  void waitsForTheTagThatArrivesLast() throws Exception {
    assertThat(problems("one-late")).isEmpty();
    assertThat(findings("one-late"))
        .extracting(Finding::found)
        .contains("page_view for demo: answered 200", "page_view for blog: answered 200");
  }

  /** The report of the command about a page of the ward. */
  private static Answer doctor(String page) throws Exception {
    return Program.run(
        temp, Map.of(), "doctor", ward.origin() + "/" + page, "--data", folder.root().toString());
  }

  private static List<Finding> findings(String page) throws Exception {
    Future<List<Finding>> visit = visits.get(page);
    if (visit == null) {
      throw new AssertionError("nobody visits " + page);
    }
    return visit.get();
  }

  private static List<Finding> problems(String page) throws Exception {
    return findings(page).stream().filter(finding -> finding.level() == Level.PROBLEM).toList();
  }
}
