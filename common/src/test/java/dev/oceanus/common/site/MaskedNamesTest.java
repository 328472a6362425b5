package dev.oceanus.common.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.mask.Masking;
import dev.oceanus.common.stream.Lane;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a site says of its refused events. */
class MaskedNamesTest {
  private static Site site(String refused) {
    return SiteCatalogueReader.read("sites:\n  a:\n    refused: " + refused, "sites.yaml")
        .site("a")
        .orElseThrow();
  }

  @Test
  void keepsEverythingAsItWasSentUnlessItIsTold() {
    Site site = SiteCatalogueReader.read("sites:\n  a:\n", "sites.yaml").site("a").orElseThrow();

    assertThat(site.refused()).isEqualTo(Site.Refused.AS_SENT);
    assertThat(site.refused().keepRaw()).isTrue();
    assertThat(site.maskedNames()).isEmpty();
  }

  @Test
  void readsWhatIsMasked() {
    Site site = site("{mask: [email, ' tel '], keep_raw: false}");

    assertThat(site.refused().mask()).containsExactlyInAnyOrder("email", "tel");
    assertThat(site.refused().keepRaw()).isFalse();
  }

  @Test
  void masksAColumnUnderEachNameThatItMayBeSentBy() {
    String yaml =
        """
        sites:
          a:
            columns:
              - {name: customer, from: cust}
            form:
              columns: {mail: user_id, who: customer}
            refused:
              mask: [UID, customer]
        """;
    Site site = SiteCatalogueReader.read(yaml, "sites.yaml").site("a").orElseThrow();

    assertThat(site.maskedNames())
        .containsExactlyInAnyOrder("UID", "uid", "user_id", "mail", "customer", "cust", "who");
  }

  @Test
  void masksAnAddressOfThePythonSystemsTablesByOurNameToo() {
    String yaml = "sites:\n  a: {schema: oceanus-log, refused: {mask: [%s]}}\n";
    for (String mask : List.of("ip", "rad")) {
      assertThat(maskedNames(yaml.formatted(mask))).containsExactlyInAnyOrder("ip", "rad");
    }
    assertThat(maskedNames(yaml.formatted("user_agent")))
        .containsExactlyInAnyOrder("user_agent", "ua");
  }

  private static Set<String> maskedNames(String yaml) {
    return SiteCatalogueReader.read(yaml, "sites.yaml").site("a").orElseThrow().maskedNames();
  }

  @Test
  void aLaneMasksWhatAnyOfItsSitesMasks() {
    String yaml =
        """
        sites:
          a: {table: events, refused: {mask: [one]}}
          b: {table: events, refused: {mask: [two]}}
          c: {refused: {mask: [three]}}
        """;
    SiteCatalogue catalogue = SiteCatalogueReader.read(yaml, "sites.yaml");

    Masking shared = Objects.requireNonNull(catalogue.masks().get(new Lane("events", 1)));
    assertThat(List.of("one", "two", "three").stream().filter(shared::hides))
        .containsExactly("one", "two");
    assertThat(catalogue.masks()).doesNotContainKey(Lane.DEAD_LETTERS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {masks: [email]}    | sites.yaml:3: sites.a.refused.masks: is not known here
          {mask: email}       | sites.yaml:3: sites.a.refused.mask: must be a list
          {mask: ['']}        | sites.yaml:3: sites.a.refused.mask: must be a name
          {mask: [[a]]}       | sites.yaml:3: sites.a.refused.mask: must list texts
          {keep_raw: perhaps} | sites.yaml:3: sites.a.refused.keep_raw: must be true or false
          [email]             | sites.yaml:3: sites.a.refused: must be a mapping
          """)
  void namesEachFaultWithItsLine(String refused, String fault) {
    assertThat(catchThrowableOfType(ConfigException.class, () -> site(refused)).faults())
        .singleElement()
        .asString()
        .startsWith(fault);
  }
}
