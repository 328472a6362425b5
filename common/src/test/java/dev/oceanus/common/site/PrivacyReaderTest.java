package dev.oceanus.common.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.site.Privacy.Address;
import dev.oceanus.common.site.Privacy.Cookie;
import dev.oceanus.common.site.Privacy.Objection;
import dev.oceanus.common.site.Privacy.Parameters;
import dev.oceanus.common.site.Privacy.Signal;
import dev.oceanus.common.site.Privacy.Then;
import dev.oceanus.common.site.Privacy.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a site says of privacy. */
class PrivacyReaderTest {
  private static Site site(String... lines) {
    StringBuilder yaml = new StringBuilder("sites:\n  a:\n");
    for (String line : lines) {
      yaml.append("    ").append(line).append('\n');
    }
    return SiteCatalogueReader.read(yaml.toString(), "sites.yaml").site("a").orElseThrow();
  }

  private static List<String> faults(String... lines) {
    return catchThrowableOfType(ConfigException.class, () -> site(lines)).faults();
  }

  @Test
  void storesEverythingUnlessASiteSaysOtherwise() {
    assertThat(site().privacy()).isEqualTo(Privacy.NONE);
    assertThat(site("privacy: {}").privacy()).isEqualTo(Privacy.NONE);
    assertThat(site("privacy: {ip: keep, place: keep, visitor: sent, url_parameters: keep}"))
        .extracting(Site::privacy)
        .isEqualTo(Privacy.NONE);
    assertThat(site().hiddenNames()).isEmpty();
  }

  @Test
  void readsAllThatASiteMaySay() {
    Privacy privacy =
        site(
                "origins: ['https://shop.example']",
                "privacy:",
                "  ip: truncate",
                "  place: drop",
                "  signals: [gpc, dnt]",
                "  opt_out_cookie: no_stats",
                "  then: anonymise",
                "  mask: [email, ' tel ']",
                "  url_parameters: [page, q]",
                "  visitor: daily")
            .privacy();
    assertThat(privacy)
        .isEqualTo(
            new Privacy(
                Address.TRUNCATE,
                false,
                new Objection(Set.of(Signal.GPC, Signal.DNT), "no_stats", Then.ANONYMISE),
                Set.of("email", "tel"),
                new Parameters(false, Set.of("page", "q")),
                Visitor.DAILY,
                null));
  }

  @Test
  void readsACookieWithItsDefaults() {
    String origins = "origins: ['https://shop.example']";
    assertThat(site(origins, "privacy: {cookie: {}}").privacy().cookie())
        .isEqualTo(new Cookie("_oc", false, Duration.ofDays(395)));
    assertThat(
            site(origins, "privacy: {cookie: {name: __Host-v, same_site: none, max_age: 30d}}")
                .privacy()
                .cookie())
        .isEqualTo(new Cookie("__Host-v", true, Duration.ofDays(30)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ip: shorten} | sites.a.privacy.ip: must be one of (drop, keep, truncate)",
        "{ip: drpo} | did you mean 'drop'?",
        "{ips: drop} | sites.a.privacy.ips: is not known here; did you mean 'ip'?",
        "drop | sites.a.privacy: must be a mapping, found 'drop'",
        "{place: yes} | must be one of (drop, keep)",
        "{signals: [gcp], then: drop} | must be a signal (dnt, gpc), found 'gcp'",
        "{signals: gpc, then: drop} | sites.a.privacy.signals: must be a list, found 'gpc'",
        "{signals: [gpc]} | sites.a.privacy.then: must say what follows",
        "{opt_out_cookie: c} | one of anonymise, drop, ignore",
        "{opt_out_cookie: c, then: drop} | sites.a.privacy.opt_out_cookie: goes with a list of origins",
        "{then: drop} | goes with signals or opt_out_cookie, found neither",
        "{signals: [gpc], then: stop} | must be one of (anonymise, drop, ignore), found 'stop'",
        "{opt_out_cookie: 'a b', then: drop} | sites.a.privacy.opt_out_cookie: must match",
        "{opt_out_cookie: 'a;b', then: drop} | found 'a;b'",
        "{mask: email} | sites.a.privacy.mask: must be a list, found 'email'",
        "{mask: ['']} | must be a name of 1 to 128 characters",
        "{mask: [event_id]} | must not name a column that every row needs, found 'event_id'",
        "{mask: [EID]} | found 'EID'",
        "{mask: [Site]} | found 'Site'",
        "{url_parameters: some} | must be one of (drop, keep), found 'some'",
        "{visitor: hourly} | must be one of (daily, sent), found 'hourly'",
        "{cookie: {}} | goes with a list of origins",
        "{cookie: {name: 'a=b'}} | sites.a.privacy.cookie.name: must match",
        "{cookie: {same_site: strict}} | must be one of (lax, none), found 'strict'",
        "{cookie: {max_age: 401d}} | must be a time from 1s to 400d, as 395d, found '401d'",
        "{cookie: {max_age: 500ms}} | found '500ms'",
        "{cookie: {max_age: 395}} | found '395'",
        "{cookie: {domain: shop.example}} | sites.a.privacy.cookie.domain: is not known here",
        "{cookie: {name: c}, opt_out_cookie: c, then: drop} | must differ from opt_out_cookie",
        "{cookie: {}, visitor: daily} | does not go with visitor: daily"
      })
  void namesWhatIsWrong(String privacy, String message) {
    assertThat(faults("privacy: " + privacy))
        .anySatisfy(fault -> assertThat(fault).startsWith("sites.yaml:3: ").contains(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oceanus-log", "oceanus-form"})
  void setsNoCookieForTablesOfThePythonSystem(String schema) {
    assertThat(
            faults(
                "schema: " + schema, "origins: ['https://shop.example']", "privacy: {cookie: {}}"))
        .singleElement()
        .asString()
        .endsWith("goes with the schema web only, found " + schema);
  }

  @Test
  void hidesWhatItChangesUnderEachOfItsNames() {
    assertThat(site("privacy: {ip: truncate}").hiddenNames()).contains("ip");
    assertThat(site("privacy: {url_parameters: drop}").hiddenNames())
        .contains("page_url", "url", "referrer", "ref");
    assertThat(site("privacy: {visitor: daily}").hiddenNames())
        .contains("visitor_id", "vid", "sid", "session_id", "ses");
    Site form =
        site("form: {columns: {mail: user_id}}", "privacy: {mask: [uid]}", "refused: {mask: [x]}");
    assertThat(form.hiddenNames()).containsExactlyInAnyOrder("x", "uid", "user_id", "mail");
    assertThat(form.maskedNames()).isEqualTo(form.hiddenNames());
  }

  @Test
  void keepsItsSettingsWhereOnlyTheyAreReplaced() {
    Site site = site("table: t", "refused: {mask: [x]}");
    Privacy privacy = site("privacy: {ip: drop}").privacy();
    assertThat(site.with(privacy).privacy()).isEqualTo(privacy);
    assertThat(site.with(privacy).lane()).isEqualTo(site.lane());
    assertThat(site.with(privacy).refused()).isEqualTo(site.refused());
  }
}
