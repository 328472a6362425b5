package dev.oceanus.common.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.site.Site.Accepts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where clicks may lead, how often a site is asked, and what its keys open. */
class AccessReaderTest {
  private static final String HASH = WriteKeys.hash("abc");

  private static Site site(String line) {
    return SiteCatalogueReader.read("sites:\n  a:\n    " + line, "sites.yaml")
        .site("a")
        .orElseThrow();
  }

  @Test
  void readsHostsOfClicksInLowerCase() {
    assertThat(site("click: {hosts: [Shop.Example, 'shop.example:8443', xn--wgv71a.example]}"))
        .satisfies(
            site ->
                assertThat(site.access().clickHosts())
                    .containsExactlyInAnyOrder(
                        "shop.example", "shop.example:8443", "xn--wgv71a.example"));
  }

  @Test
  void anEmptyListOfHostsAllowsNone() {
    assertThat(site("click: {hosts: []}").access().clickHosts()).isEmpty();
  }

  @Test
  void readsRatesWithTheirBurst() {
    Site.Limits limits = site("rate: {site: 500/s, address: 600/m, burst: 2s}").access().limits();

    assertThat(limits.site())
        .isEqualTo(new Rate(500, Duration.ofSeconds(1), Duration.ofSeconds(2)));
    assertThat(limits.address())
        .satisfies(rate -> assertThat(rate.nanosEach()).isEqualTo(100_000_000))
        .satisfies(rate -> assertThat(rate.atOnce()).isEqualTo(20));
  }

  @Test
  void limitsOnlyWhatASiteLimits() {
    assertThat(site("origins: []").access().limits()).isEqualTo(Site.Limits.NONE);
    assertThat(site("rate: {address: 10/h}").access().limits())
        .isEqualTo(new Site.Limits(null, new Rate(10, Duration.ofHours(1), Rate.DEFAULT_BURST)));
    assertThat(new Rate(10, Duration.ofHours(1), Rate.DEFAULT_BURST).atOnce())
        .as("one comes through in any case")
        .isEqualTo(1);
  }

  @Test
  void isOpenToServersOnlyWithAKey() {
    assertThat(site("origins: []").accepts()).doesNotContain(Accepts.SERVER);
    assertThat(site("server: {keys: {b: '" + HASH + "'}}").accepts()).contains(Accepts.SERVER);
    assertThat(site("{accepts: [server], server: {keys: {b: '" + HASH + "'}}}").accepts())
        .containsExactly(Accepts.SERVER);
    assertThat(site("{schema: oceanus-log, server: {keys: {b: '" + HASH + "'}}}"))
        .satisfies(site -> assertThat(site.accepts()).doesNotContain(Accepts.SERVER))
        .satisfies(site -> assertThat(site.access().keys().opens("abc")).isTrue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          accepts: [server]                       | accepts: 'server' needs a key in server.keys
          {accepts: [server], server: {keys: {}}} | accepts: 'server' needs a key in server.keys
          {accepts: [click], schema: oceanus-log} | accepts: 'click' does not go with the schema
          click: [shop.example]                   | click: must be a mapping
          click: {host: [shop.example]}           | click.host: is not known here
          click: {hosts: shop.example}            | click.hosts: must be a list
          click: {hosts: ['https://a.example']}   | click.hosts: must be a host in ASCII
          click: {hosts: ['*.shop.example']}      | click.hosts: must be a host in ASCII
          click: {hosts: ['*']}                   | click.hosts: must be a host in ASCII
          click: {hosts: ['日本.example']}          | click.hosts: must be a host in ASCII
          click: {hosts: ['shop.example/']}       | click.hosts: must be a host in ASCII
          click: {hosts: ['u@shop.example']}      | click.hosts: must be a host in ASCII
          click: {hosts: ['shop.example.']}       | click.hosts: must be a host in ASCII
          click: {hosts: ['shop.example:0']}      | click.hosts: must be a host in ASCII
          rate: 500/s                             | rate: must be a mapping
          rate: {site: 500}                       | rate.site: must be a number of requests in a time
          rate: {site: 0/s}                       | rate.site: must be a number of requests in a time
          rate: {address: 5/d}                    | rate.address: must be a number of requests in a time
          rate: {address: -1/s}                   | rate.address: must be a number of requests in a time
          rate: {burst: 5}                        | rate.burst: must be a time from 0s to 1h
          rate: {burst: 2h}                       | rate.burst: must be a time from 0s to 1h
          rate: {adress: 5/s}                     | rate.adress: is not known here; did you mean 'address'?
          """)
  void namesEachFaultWithItsLine(String line, String fault) {
    assertThat(catchThrowableOfType(ConfigException.class, () -> site(line)).faults())
        .anySatisfy(found -> assertThat(found).startsWith("sites.yaml:3: sites.a." + fault));
  }
}
