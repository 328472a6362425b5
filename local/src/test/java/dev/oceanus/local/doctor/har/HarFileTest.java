package dev.oceanus.local.doctor.har;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.local.doctor.check.Case;
import dev.oceanus.local.doctor.check.Checks;
import dev.oceanus.local.doctor.check.Finding;
import dev.oceanus.local.doctor.check.Finding.Level;
import dev.oceanus.local.doctor.facts.Cause;
import dev.oceanus.local.doctor.facts.Examination;
import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Exchange.Answered;
import dev.oceanus.local.doctor.facts.Exchange.Failed;
import dev.oceanus.local.doctor.facts.Page.Place;
import dev.oceanus.local.doctor.facts.Page.PolicyText;
import dev.oceanus.local.doctor.wire.Beacon;
import dev.oceanus.local.doctor.wire.CollectorCalls;
import dev.oceanus.local.doctor.wire.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarFileTest {
  @TempDir Path folder;

  @Test
  void readsWhatChromiumWrites() throws IOException {
    Examination seen = read("chromium.har");

    assertThat(seen.page().url()).hasToString("https://shop.example/cart");
    assertThat(seen.page().status()).isEqualTo(200);
    assertThat(seen.page().policies())
        .containsExactly(
            new PolicyText(
                "default-src 'self'; script-src 'self' https://collect.example", Place.HEADER));
    assertThat(seen.tags().scripts())
        .singleElement()
        .satisfies(tag -> assertThat(CollectorCalls.siteOf(tag)).isEqualTo("demo"));
    assertThat(seen.visitor().gpc()).isTrue();
    assertThat(seen.visitor().dnt()).isFalse();
    assertThat(seen.exchanges()).hasSize(3);
    Exchange beacon = seen.exchanges().get(2);
    assertThat(beacon.outcome())
        .isEqualTo(new Failed(Cause.BLOCKED_BY_CLIENT, "net::ERR_BLOCKED_BY_CLIENT", 0));
    assertThat(beacon.request().at()).isEqualTo(Instant.parse("2026-11-24T08:15:00.180Z"));
  }

  @Test
  void readsWhatFirefoxWrites() throws IOException {
    Examination seen = read("firefox.har");

    assertThat(seen.page().url()).hasToString("https://shop.example/cart");
    assertThat(seen.page().policies()).isEmpty();
    assertThat(seen.tags().scripts()).as("a tag manager may add the tag").isNull();
    assertThat(seen.visitor().dnt()).isTrue();
    List<Beacon> beacons = CollectorCalls.of(seen).beacons();
    assertThat(beacons).extracting(Beacon::route).containsExactly(Route.EVENTS, Route.PIXEL);
    assertThat(beacons.getFirst().exchange().outcome())
        .isInstanceOfSatisfying(
            Answered.class,
            answer -> {
              assertThat(answer.status()).isEqualTo(400);
              assertThat(answer.body()).contains("\"reason\":\"missing\"");
            });
    assertThat(beacons.getLast().exchange().outcome())
        .isEqualTo(new Failed(Cause.UNKNOWN, "the file has no answer", 0));
  }

  @Test
  void givesTheChecksWhatTheyNeedOfChromium() throws IOException {
    assertThat(findings("chromium.har"))
        .filteredOn(finding -> finding.level() == Level.PROBLEM)
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.found())
                    .startsWith("page_view for demo: not sent")
                    .contains("as ad blockers do"));
    assertThat(findings("chromium.har"))
        .anySatisfy(finding -> assertThat(finding.found()).contains("Global Privacy Control"));
  }

  @Test
  void saysWhatAFileDoesNotTell() throws IOException {
    assertThat(findings("firefox.har"))
        .filteredOn(finding -> finding.level() == Level.UNCHECKED)
        .extracting(Finding::about)
        .containsExactly("tag", "cookies", "site");
    assertThat(findings("firefox.har"))
        .filteredOn(finding -> finding.level() == Level.PROBLEM)
        .extracting(Finding::found)
        .anySatisfy(
            found -> assertThat(found).startsWith("an event for demo: refused, evt missing"))
        .anySatisfy(found -> assertThat(found).contains("the browser does not say why"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "not json                    | no JSON",
        "{}                          | no HAR",
        "{'log':{'entries':{}}}      | no HAR",
        "{'log':{'entries':[]}}      | holds no request",
        "{'log':{'entries':[{},7]}}  | holds no request"
      })
  void saysWhyAFileIsOfNoUse(String text, String why) throws IOException {
    Path file = folder.resolve("a.har");
    Files.writeString(file, text.replace('\'', '"'));

    assertThatThrownBy(() -> HarFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  @Test
  void takesEntriesThatLackAlmostEverything() throws IOException {
    Path file = folder.resolve("a.har");
    Files.writeString(
        file, "{\"log\":{\"entries\":[{\"request\":{\"url\":\"https://shop.example/\"}}]}}");

    Examination seen = HarFile.read(file);

    assertThat(seen.page().url()).hasToString("https://shop.example/");
    assertThat(seen.page().policies()).isNull();
    assertThat(seen.exchanges())
        .singleElement()
        .satisfies(
            exchange ->
                assertThat(exchange.outcome())
                    .isEqualTo(new Failed(Cause.UNKNOWN, "the file has no answer", 0)));
  }

  private List<Finding> findings(String name) throws IOException {
    return Checks.findings(Case.of(read(name), null));
  }

  private Examination read(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = HarFileTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      Files.write(file, in.readAllBytes());
    }
    return HarFile.read(file);
  }
}
