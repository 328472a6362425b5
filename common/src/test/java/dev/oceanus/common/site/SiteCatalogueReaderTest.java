package dev.oceanus.common.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.common.stream.Lane;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SiteCatalogueReaderTest {
  private static SiteCatalogue read(String yaml) {
    return SiteCatalogueReader.read(yaml, "sites.yaml");
  }

  private static List<String> faults(String yaml) {
    return catchThrowableOfType(ConfigException.class, () -> read(yaml)).faults();
  }

  @Test
  void givesASiteItsDefaults() {
    Site site = read("sites:\n  my-shop:\n").site("my-shop").orElseThrow();

    assertThat(site.schema()).isEqualTo(Schemas.WEB);
    assertThat(site.lane()).isEqualTo(new Lane("events_my_shop", 1));
    assertThat(site.accepts())
        .containsExactlyInAnyOrder(
            Accepts.EVENTS, Accepts.PIXEL, Accepts.FORM, Accepts.MAIL, Accepts.CLICK);
    assertThat(site.origins()).isEmpty();
    assertThat(site.access()).isEqualTo(Site.Access.PAGES_ONLY);
    assertThat(site.form()).isEqualTo(Site.Form.PLAIN);
  }

  @Test
  void readsAllThatASiteMaySay() {
    Site site =
        read("""
                sites:
                  demo:
                    schema: web
                    table: events_demo
                    accepts: [events, form]
                    origins: ["https://shop.example", "http://localhost:3000"]
                    shards: 4
                    columns:
                      - {name: amount, type: FLOAT64, from: total, description: Paid.}
                      - name: sku
                        max_length: 32
                    form:
                      columns: {email: user_id, note: sku}
                      next: [shop.example, "shop.example:8443"]
                """)
            .site("demo")
            .orElseThrow();

    assertThat(site.lane()).isEqualTo(new Lane("events_demo", 4));
    assertThat(site.accepts()).containsExactlyInAnyOrder(Accepts.EVENTS, Accepts.FORM);
    assertThat(site.origins())
        .containsExactlyInAnyOrder("https://shop.example", "http://localhost:3000");
    assertThat(site.schema().field(site.schema().index("amount")))
        .satisfies(
            field -> {
              assertThat(field.type()).isEqualTo(FieldType.FLOAT64);
              assertThat(field.source().names()).containsExactly("total");
            });
    assertThat(site.schema().field(site.schema().index("sku")).maxLength()).isEqualTo(32);
    assertThat(site.form().columns()).isEqualTo(Map.of("email", "user_id", "note", "sku"));
    assertThat(site.form().next()).containsExactly("shop.example", "shop.example:8443");
  }

  @Test
  void letsASiteOfThePythonSystemHaveATableADay() {
    Site site =
        read("sites:\n  old:\n    schema: oceanus-log\n    daily_tables: true\n")
            .site("old")
            .orElseThrow();
    assertThat(site.lane()).isEqualTo(new Lane("events_old", 1, true));
  }

  @Test
  void publishesTheEventsOfASiteUnlessItSaysOtherwise() {
    SiteCatalogue catalogue = read("sites:\n  a: {table: t}\n  b: {table: t, live: false}\n");
    assertThat(catalogue.site("a").orElseThrow().live()).isTrue();
    assertThat(catalogue.site("b").orElseThrow().live()).isFalse();
    assertThat(catalogue.site("b").orElseThrow().with(Privacy.NONE).live()).isFalse();
  }

  @Test
  void opensASiteToWhatMakesEventsOfItsSchema() {
    SiteCatalogue catalogue =
        read("sites:\n  a:\n  log: {schema: oceanus-log}\n  form: {schema: oceanus-form}\n");
    assertThat(catalogue.site("a").orElseThrow().accepts())
        .contains(Accepts.EVENTS, Accepts.PIXEL, Accepts.FORM, Accepts.MAIL)
        .doesNotContain(Accepts.SWALLOW, Accepts.GAZE, Accepts.PIERCE, Accepts.PIRATE);
    assertThat(catalogue.site("log").orElseThrow().accepts())
        .containsExactlyInAnyOrder(Accepts.SWALLOW, Accepts.GAZE, Accepts.PIERCE);
    assertThat(catalogue.site("form").orElseThrow().accepts())
        .containsExactlyInAnyOrder(Accepts.PIRATE, Accepts.FORM);
    assertThat(catalogue.site("log").orElseThrow().access().openPierce()).isFalse();
  }

  @Test
  void letsASiteTakeWhatServersTellWithoutAKey() {
    Site site =
        read("sites:\n  a: {schema: oceanus-log, accepts: [pierce], pierce: open}\n")
            .site("a")
            .orElseThrow();
    assertThat(site.access().openPierce()).isTrue();
  }

  @Test
  void letsSitesShareATable() {
    SiteCatalogue catalogue =
        read("sites:\n  a: {table: events}\n  b: {table: events}\n  c: {schema: oceanus-log}\n");
    assertThat(catalogue.lanes().keySet())
        .containsExactly(
            new Lane("events", 1), new Lane("events_c", 1), Lane.REFUSED, Lane.DEAD_LETTERS);
  }

  static Stream<Arguments> faultsWithTheirLines() {
    return Stream.of(
        Arguments.of("", 1, "must have 'sites'"),
        Arguments.of("# nothing\n", 1, "must have 'sites'"),
        Arguments.of("[1]", 1, "must be a mapping, found a list"),
        Arguments.of("sites: {}", 1, "sites: must be a mapping with at least one site"),
        Arguments.of("sites: 5", 1, "sites: must be a mapping with at least one site"),
        Arguments.of(
            "sits:\n  a:\nsites:\n  b:\n", 1, "sits: is not known here; did you mean 'sites'?"),
        Arguments.of("sites:\n  a:\n   b: [\n", 4, "cannot be read as YAML"),
        Arguments.of("sites:\n  a:\n\tb: 1\n", 3, "cannot be read as YAML"),
        Arguments.of("sites:\n  a:\n---\nsites:\n", 4, "one YAML document"),
        Arguments.of("sites:\n  a:\n  b:\n  a:\n", 4, "sites.a: occurs twice, first on line 2"),
        Arguments.of("sites:\n  a: &x {shards: 2}\n  b: *x\n", 3, "sites.b: must not be an alias"),
        Arguments.of("sites:\n  a b:\n", 2, "a site's name must match"),
        Arguments.of("sites:\n  a: [1]\n", 2, "sites.a: must be a mapping, found a list"),
        Arguments.of(
            "sites:\n  a:\n    tabel: x\n",
            3,
            "sites.a.tabel: is not known here; did you mean 'table'?"),
        Arguments.of("sites:\n  a:\n    schema: wbe\n", 3, "sites.a.schema: must be a schema"),
        Arguments.of("sites:\n  a:\n    schema: [web]\n", 3, "must be a text, found a list"),
        Arguments.of("sites:\n  a:\n    table: a-b\n", 3, "sites.a.table: must match"),
        Arguments.of("sites:\n  a:\n    table: 'a; DROP'\n", 3, "sites.a.table: must match"),
        Arguments.of("sites:\n  a:\n    table: _batches\n", 3, "sites.a.table: must match"),
        Arguments.of("sites:\n  a:\n    table: Refused\n", 3, "is a table of Oceanus' own"),
        Arguments.of("sites:\n  a:\n    shards: 0\n", 3, "whole number from 1 to 64, found '0'"),
        Arguments.of(
            "sites:\n  a:\n    shards: many\n", 3, "whole number from 1 to 64, found 'many'"),
        Arguments.of("sites:\n  a:\n    accepts: events\n", 3, "must be a list, found 'events'"),
        Arguments.of("sites:\n  a:\n    accepts: []\n", 3, "at least one interface"),
        Arguments.of(
            "sites:\n  a:\n    accepts: [events,\n      pixle]\n", 4, "did you mean 'pixel'?"),
        Arguments.of(
            "sites:\n  a:\n    accepts: [swallow]\n",
            3,
            "'swallow' does not go with the schema web"),
        Arguments.of(
            "sites:\n  a:\n    schema: oceanus-form\n    accepts: [gaze]\n",
            4,
            "'gaze' does not go with the schema oceanus-form"),
        Arguments.of(
            "sites:\n  a:\n    schema: oceanus-log\n    accepts: [pierce]\n",
            4,
            "sites.a.accepts: 'pierce' needs server.keys, or 'pierce: open'"),
        Arguments.of(
            "sites:\n  a:\n    schema: oceanus-log\n    pierce: yes\n",
            4,
            "sites.a.pierce: must be open or key, found 'yes'"),
        Arguments.of(
            "sites:\n  a:\n    schema: oceanus-log\n    accepts: [gaze]\n    pierce: open\n",
            5,
            "sites.a.pierce: goes with sites that accept pierce only"),
        Arguments.of("sites:\n  a:\n    origins: [shop.example]\n", 3, "must be an origin"),
        Arguments.of(
            "sites:\n  a:\n    origins:\n    - https://a.example\n    - https://b.example/\n",
            5,
            "found 'https://b.example/'"),
        Arguments.of(
            "sites:\n  a:\n    origins: ['https://Shop.example']\n", 3, "must be an origin"),
        Arguments.of(
            "sites:\n  a:\n    origins: ['https://shop.example:443']\n", 3, "must be an origin"),
        Arguments.of("sites:\n  a:\n    origins: ['*']\n", 3, "must be an origin"),
        Arguments.of(
            "sites:\n  a:\n    columns:\n    - {name: Page_URL}\n",
            4,
            "'Page_URL' is a column already"),
        Arguments.of(
            "sites:\n  a:\n    columns:\n    - {name: x}\n    - {name: X}\n",
            5,
            "'X' is a column already"),
        Arguments.of("sites:\n  a:\n    columns:\n    - {name: _batch}\n", 4, "must match"),
        Arguments.of(
            "sites:\n  a:\n    columns:\n    - {type: STRING}\n", 4, "columns[0].name: must match"),
        Arguments.of(
            "sites:\n  a:\n    columns:\n    - {name: x, type: TEXT}\n", 4, "must be a type"),
        Arguments.of(
            "sites:\n  a:\n    columns:\n    - {name: x, type: BOOL, max_length: 5}\n",
            4,
            "goes with STRING and JSON only"),
        Arguments.of("sites:\n  a:\n    columns: {x: STRING}\n", 3, "must be a list"),
        Arguments.of(
            "sites:\n  a:\n    form: {columns: {email: ip}}\n", 3, "a column that a page may set"),
        Arguments.of("sites:\n  a:\n    form: {next: ['https://x/']}\n", 3, "must be a host"),
        Arguments.of(
            "sites:\n  a: {table: t}\n  b: {table: t, shards: 2}\n",
            3,
            "shards must be the same, found 1 and 2"),
        Arguments.of(
            "sites:\n  a: {daily_tables: true}\n", 2, "goes with the schemas of the Python system"),
        Arguments.of(
            "sites:\n  a: {schema: oceanus-log, daily_tables: 1}\n", 2, "must be true or false"),
        Arguments.of(
            """
            sites:
              a: {schema: oceanus-log, table: t, daily_tables: true}
              b: {schema: oceanus-log, table: t}
            """,
            3,
            "daily_tables must be the same, found true and false"),
        Arguments.of("sites:\n  a: {live: maybe}\n", 2, "must be true or false, found 'maybe'"),
        Arguments.of(
            """
            sites:
              a: {schema: oceanus-log, table: t}
              b: {schema: oceanus-log, table: t, live: false}
            """,
            3,
            "live must be the same, found true and false"),
        Arguments.of(
            "sites:\n  a: {table: t}\n  b: {table: t, schema: oceanus-log}\n",
            3,
            "schema and columns must be the same"),
        Arguments.of(
            "sites:\n  a: " + "{a: ".repeat(64) + "1" + "}".repeat(64),
            2,
            "cannot be read as YAML"));
  }

  @ParameterizedTest
  @MethodSource("faultsWithTheirLines")
  void namesEachFaultWithItsLine(String yaml, int line, String message) {
    assertThat(faults(yaml))
        .anySatisfy(
            fault -> assertThat(fault).startsWith("sites.yaml:" + line + ": ").contains(message));
  }

  @Test
  void reportsAllFaultsTogether() {
    assertThat(
            faults(
                """
                sites:
                  a:
                    shards: 0
                    origins: [nonsense]
                  b:
                    tabel: x
                """))
        .hasSize(3);
  }

  @Test
  void boundsWhatItReports() {
    String yaml =
        "sites:\n"
            + IntStream.range(0, 5_000)
                .mapToObj(i -> "  s" + i + ": {shards: 0}\n")
                .collect(Collectors.joining());
    assertThat(faults(yaml)).hasSize(101).last().asString().contains("4900 more faults");
  }

  @Test
  void refusesWhatWouldGrowWithoutBounds() {
    StringBuilder laughs = new StringBuilder("a: &a [x, x]\n");
    for (char c = 'b'; c < 'k'; c++) {
      laughs.append("%c: &%c [*%c, *%c]%n".formatted(c, c, c - 1, c - 1));
    }
    assertThat(faults(laughs.toString())).anySatisfy(f -> assertThat(f).contains("alias"));
  }

  @Test
  void takesTenThousandSites() {
    String yaml =
        "sites:\n"
            + IntStream.range(0, 10_000)
                .mapToObj(i -> "  s" + i + ":\n")
                .collect(Collectors.joining());
    assertThat(read(yaml).sites()).hasSize(10_000);
  }

  @Test
  void saysThatAFileIsNotThere(@TempDir Path folder) {
    Path missing = folder.resolve("sites.yaml");
    assertThat(
            catchThrowableOfType(ConfigException.class, () -> SiteCatalogueReader.read(missing))
                .faults())
        .singleElement()
        .asString()
        .contains(missing.toString(), "NoSuchFileException");
  }
}
