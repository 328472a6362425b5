package dev.oceanus.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.collector.click.LinkKeys;
import dev.oceanus.collector.click.Links;
import dev.oceanus.collector.click.Links.Verdict;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.UrlEncoded;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.local.cli.CommandException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that the command signs, judged as the collector judges them. */
class SignLinkCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:15:00Z");
  private static final String FIRST = "1".repeat(43);
  private static final String SECOND = "2".repeat(43);
  private static final Site SHOP =
      SiteCatalogueReader.read("sites:\n  shop:\n  other:\n", "sites.yaml")
          .site("shop")
          .orElseThrow();

  @TempDir Path folder;
  private Path keys;

  @BeforeEach
  void writeKeys() throws IOException {
    keys = Files.writeString(folder.resolve("keys"), FIRST + "\n\n" + SECOND + "\n");
  }

  private List<String> sign(Map<String, String> environment, String in, String... typed)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SignLinkCommand(
            environment,
            NOW,
            new ByteArrayInputStream(in.getBytes(UTF_8)),
            new PrintStream(out, false, UTF_8))
        .run(SignLinkCommand.arguments("sign-link", List.of(typed)));
    return out.toString(UTF_8).lines().toList();
  }

  private String sign(String... typed) throws IOException {
    List<String> all = new ArrayList<>(List.of("--key-file", keys.toString(), "--site", "shop"));
    all.addAll(List.of(typed));
    List<String> links = sign(Map.of(), "", all.toArray(String[]::new));
    assertThat(links).hasSize(1);
    return links.getFirst();
  }

  private static Verdict judged(String link, String file, Instant at) {
    String query = link.substring(link.indexOf('?') + 1);
    return new Links(LinkKeys.of(file), "/v1/click")
        .judge(SHOP, UrlEncoded.read(query, 100).orElseThrow(), at);
  }

  @Test
  void signsALinkThatTheCollectorFollowsForTheSite() throws IOException {
    String link = sign("https://Other.Example/a b?q=1&r=%E6%97%A5#top");

    assertThat(link).startsWith("/v1/click/shop?url=https%3A%2F%2Fother.example%2F");
    assertThat(judged(link, FIRST, NOW))
        .isEqualTo(new Verdict.Allowed("https://other.example/a%20b?q=1&r=%E6%97%A5#top"));
  }

  @Test
  void signsByTheFirstKeyWhichMayComeSecondWhereItIsVerified() throws IOException {
    String link = sign("https://other.example/");

    assertThat(judged(link, SECOND + "\n" + FIRST, NOW)).isInstanceOf(Verdict.Allowed.class);
    assertThat(judged(link, SECOND, NOW))
        .isInstanceOfSatisfying(
            Verdict.Denied.class,
            denied -> assertThat(denied.reason()).isEqualTo(Reason.SIGNATURE));
  }

  @ParameterizedTest
  @CsvSource({
    "12h, 2026-11-24T20:15:00Z",
    "30d, 2026-12-24T08:15:00Z",
    "2026-11-24, 2026-11-25T00:00:00Z",
    "2026-11-24T09:00:00Z, 2026-11-24T09:00:00Z"
  })
  void signsForATime(String expires, Instant until) throws IOException {
    String link = sign("--expires", expires, "https://other.example/");

    assertThat(link).contains("&exp=" + until.getEpochSecond() + "&");
    assertThat(judged(link, FIRST, until.minusSeconds(1))).isInstanceOf(Verdict.Allowed.class);
    assertThat(judged(link, FIRST, until))
        .isInstanceOfSatisfying(
            Verdict.Denied.class, denied -> assertThat(denied.reason()).isEqualTo(Reason.EXPIRED));
  }

  @Test
  void leadsThroughACollectorAndByTheRoutesOwnPath() throws IOException {
    assertThat(sign("--to", "https://collect.example/", "https://other.example/"))
        .startsWith("https://collect.example/v1/click/shop?url=");
    assertThat(
            sign(
                Map.of(
                    "OCEANUS_SIGNING_KEY_FILE",
                    keys.toString(),
                    "OCEANUS_PATHS",
                    "/v1/click=/go",
                    "OCEANUS_REDIS_URL",
                    "none of its business"),
                "",
                "--site",
                "shop",
                "https://other.example/"))
        .singleElement()
        .asString()
        .startsWith("/go/shop?url=");
  }

  @Test
  void signsEachLineOfStandardInput() throws IOException {
    List<String> links =
        sign(
            Map.of("OCEANUS_SIGNING_KEY_FILE", keys.toString()),
            "https://one.example/\n https://two.example/ \r\nhttps://three.example\n",
            "--site",
            "shop",
            "-");

    assertThat(links)
        .hasSize(3)
        .allMatch(link -> judged(link, FIRST, NOW) instanceof Verdict.Allowed);
    assertThat(links.get(2)).contains("three.example%2F&sig=");
  }

  @Test
  void namesTheLineThatCouldNotBeFollowed() {
    assertThatThrownBy(
            () ->
                sign(
                    Map.of("OCEANUS_SIGNING_KEY_FILE", keys.toString()),
                    "https://one.example/\njavascript:alert(1)\n",
                    "--site",
                    "shop",
                    "-"))
        .isInstanceOfSatisfying(CommandException.class, e -> assertThat(e.code()).isEqualTo(1))
        .hasMessageContaining("line 2 must begin with https:// or http://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0d", "tomorrow", "2020-01-01", "2026-11-24T08:15:00Z", "-5h", ""})
  void refusesATimeThatIsOverOrNone(String expires) {
    assertThatThrownBy(() -> sign("--expires", expires, "https://other.example/"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("'" + expires + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "collect.example",
        "https://collect.example/p",
        "https://u@c.example",
        "https://c.example?x",
        "//c.example"
      })
  void refusesWhatIsNoCollectorsAddress(String to) {
    assertThatThrownBy(() -> sign("--to", to, "https://other.example/"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("--to");
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThatThrownBy(() -> sign()).hasMessageContaining("URLs, or - for");
    assertThatThrownBy(() -> sign(Map.of(), "", "--site", "shop", "https://a.example/"))
        .hasMessageContaining("--key-file");
    assertThatThrownBy(() -> sign(Map.of(), "", "https://a.example/"))
        .hasMessageContaining("--site");
    assertThatThrownBy(() -> sign(Map.of(), "", "--site", "a/b", "https://a.example/"))
        .hasMessageContaining("'a/b'");
    Files.writeString(keys, "short\n");
    assertThatThrownBy(() -> sign("https://a.example/"))
        .hasMessageContaining("at least 32 characters")
        .hasMessageNotContaining("short\n");
  }
}
