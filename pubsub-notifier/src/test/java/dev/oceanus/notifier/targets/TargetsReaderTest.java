package dev.oceanus.notifier.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.config.Secret;
import dev.oceanus.common.site.Rate;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.YamlReader;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.mail.MailServer;
import dev.oceanus.notifier.mail.MailServer.Login;
import dev.oceanus.notifier.mail.MailServer.Security;
import dev.oceanus.notifier.sheets.TestKey;
import dev.oceanus.notifier.targets.TargetSettings.Email;
import dev.oceanus.notifier.targets.TargetSettings.Sheet;
import dev.oceanus.notifier.targets.TargetSettings.Slack;
import dev.oceanus.notifier.targets.TargetSettings.Terminal;
import dev.oceanus.notifier.targets.TargetSettings.Webhook;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsReaderTest {
  private static final String SLACK_URL = "https://hooks.slack.com/services/T0/B0/x";
  private static final String SIGNING = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final Guard WEBHOOKS = Guard.of("hooks.example.com");

  private static Secret key;

  @TempDir private Path folder;

  @BeforeAll
  static void makeKey() throws Exception {
    key = TestKey.of(URI.create("https://oauth2.googleapis.com/token"));
  }

  @BeforeEach
  void writeSecrets() throws Exception {
    secret("slack", SLACK_URL + "\n");
    secret("elsewhere", "https://evil.example/services/secret");
    secret("signing", SIGNING);
    secret("password", "pass-word");
    secret("short", "secret");
    secret("empty", "\n");
    secret("key.json", key.reveal());
  }

  @Test
  void readsEveryKind() {
    Map<String, TargetSpec> specs =
        read(
            """
            sales:
              kind: slack
              url_file: slack
            crm:
              kind: webhook
              url: https://hooks.example.com/oceanus
              secret_file: signing
              rate: 5/s
              tries: 20
            ops:
              kind: email
              host: smtp.example.com
              user: oceanus
              password_file: password
              from: Oceanus <oceanus@example.com>
              to: [a@example.com, 'B <b@example.com>']
            report:
              kind: sheet
              spreadsheet: 1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms
              credentials_file: key.json
            here:
              kind: terminal
            """);

    assertThat(specs.keySet()).containsExactly("sales", "crm", "ops", "report", "here");
    assertThat(specs.get("sales"))
        .isEqualTo(new TargetSpec("sales", new Slack(new Secret(SLACK_URL)), rate(1, "1s"), 12, 1));
    assertThat(specs.get("crm"))
        .isEqualTo(
            new TargetSpec(
                "crm",
                new Webhook(new Secret("https://hooks.example.com/oceanus"), new Secret(SIGNING)),
                rate(5, "1s"),
                20,
                4));
    assertThat(specs.get("ops"))
        .isEqualTo(
            new TargetSpec(
                "ops",
                new Email(
                    new MailServer(
                        "smtp.example.com",
                        587,
                        Security.STARTTLS,
                        Optional.of(new Login("oceanus", new Secret("pass-word")))),
                    "Oceanus <oceanus@example.com>",
                    List.of("a@example.com", "B <b@example.com>")),
                rate(30, "1m"),
                12,
                10));
    List<TargetSettings> settings = specs.values().stream().map(TargetSpec::settings).toList();
    assertThat(settings.get(3)).isInstanceOf(Sheet.class);
    assertThat(settings.get(4)).isEqualTo(new Terminal(Terminal.As.TERMINAL));
    assertThat(specs.values().stream().map(TargetSpec::content))
        .containsExactly(
            Content.Kind.TEXT,
            Content.Kind.BODY,
            Content.Kind.MAIL,
            Content.Kind.ROW,
            Content.Kind.TEXT);
  }

  @Test
  void opensEveryKind() {
    Map<String, TargetSpec> specs =
        read(
            """
            sales: {kind: slack, url_file: slack}
            crm: {kind: webhook, url: 'https://hooks.example.com/o', secret_file: signing}
            ops: {kind: email, host: smtp.example.com, from: o@example.com, to: [a@example.com]}
            report:
              kind: sheet
              spreadsheet: 1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms
              credentials_file: key.json
            here: {kind: terminal}
            """);
    TargetOpener opener =
        new TargetOpener(WEBHOOKS, line -> {}, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> 0);

    assertThat(specs).hasSize(5);
    assertThat(specs.values())
        .allSatisfy(spec -> assertThat(opener.open(spec).kind()).isEqualTo(spec.content()));
  }

  @Test
  void printsNoSecrets() {
    Map<String, TargetSpec> specs =
        read(
            """
            sales: {kind: slack, url_file: slack}
            crm: {kind: webhook, url: 'https://hooks.example.com/o', secret_file: signing}
            ops:
              kind: email
              host: smtp.example.com
              user: jo
              password_file: password
              from: o@example.com
              to: [a@example.com]
            """);

    assertThat(specs.toString())
        .contains("****")
        .doesNotContain("hooks.slack.com", "whsec_", "pass-word", "a@example.com");
  }

  @Test
  void checksFileWithoutItsSecretsWhereTheyAreNotAtHand() {
    Faults faults = new Faults("rules.yaml");
    String text =
        """
        sales: {kind: slack, url_file: /etc/oceanus/secrets/not-here}
        crm: {kind: webhook, url_file: not-here, secret_file: not-here}
        ops: {kind: email, hots: x, from: o@example.com, to: [a@example.com]}
        """;

    new TargetsReader(faults, SecretFiles.unread(), WEBHOOKS)
        .read(new YamlReader(faults).read(text), "targets");

    assertThat(faults.lines())
        .containsExactly(
            "rules.yaml:3: targets.ops.hots: is not known here; did you mean 'host'?",
            "rules.yaml:3: targets.ops.host: is required: the name of an SMTP server");
  }

  @Test
  void aTerminalShowsWhatAnotherKindWouldBeSent() {
    assertThat(read("a: {kind: terminal, as: email}\n").values())
        .extracting(TargetSpec::settings)
        .containsExactly(new Terminal(Terminal.As.EMAIL));
    assertThat(read("a: {kind: terminal, as: sheet}\n").values())
        .extracting(TargetSpec::content)
        .containsExactly(Content.Kind.ROW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                | targets: must be a mapping of names to targets, found a list",
        "Sales: {}         | targets.Sales: must be named by [a-z][a-z0-9-]{0,62}",
        "a: x              | targets.a: must be a mapping with 'kind', found 'x'",
        "a: {}             | targets.a.kind: is required: email, sheet, slack, terminal, webhook",
        "a: {kind: slak}   | targets.a.kind: must be one of email, sheet, slack, terminal, webhook,"
            + " found 'slak'; did you mean 'slack'?",
        "a: {kind: [x]}    | targets.a.kind: must be one of email, sheet, slack, terminal, webhook,"
            + " found a list",
        "a: {kind: slack}  | targets.a.url_file: is required: the path of a file that holds it",
        "a: {kind: slack, url_file: none}"
            + " | targets.a.url_file: must name a readable file (NoSuchFileException), found 'none'",
        "a: {kind: slack, url_file: empty}"
            + " | targets.a.url_file: the file 'empty' must not be empty",
        "a: {kind: slack, url_file: elsewhere}"
            + " | targets.a.url_file: the file 'elsewhere' names a host that may not be called:"
            + " evil.example",
        "a: {kind: slack, url_file: short}"
            + " | targets.a.url_file: the file 'short' must be a URL with a host and without a user",
        "a: {kind: slack, url: x, url_file: slack} | targets.a.url: is not known here",
        "a: {kind: terminal, as: phone}"
            + " | targets.a.as: must be terminal, slack, email, webhook or sheet, found 'phone'",
        "a: {kind: terminal, rate: often}"
            + " | targets.a.rate: must be a rate as 1/s, 30/m or 100/h, found 'often'",
        "a: {kind: terminal, tries: 0}"
            + " | targets.a.tries: must be a whole number from 1 to 100, found '0'",
        "a: {kind: webhook, secret_file: signing}"
            + " | targets.a.url: is required, or else 'url_file', not both",
        "a: {kind: webhook, url: 'http://hooks.example.com/', secret_file: signing}"
            + " | targets.a.url: must be a URL of the scheme https",
        "a: {kind: webhook, url: 'https://10.0.0.1/', secret_file: signing}"
            + " | targets.a.url: names a host that may not be called: 10.0.0.1",
        "a: {kind: webhook, url: 'https://hooks.example.com/'}"
            + " | targets.a.secret_file: is required: the path of a file that holds it",
        "a: {kind: webhook, url: 'https://hooks.example.com/', secret_file: short}"
            + " | targets.a.secret_file: the file 'short' must hold secrets of at least 24 bytes;"
            + " 'openssl rand -base64 32' makes one",
        "a: {kind: sheet, spreadsheet: x, credentials_file: key.json}"
            + " | targets.a.spreadsheet: must be the id in its URL, found 'x'",
        "a: {kind: sheet, spreadsheet: 1BxiMVs0XRA5nFMdKvBdBZjgmUUqp, credentials_file: short}"
            + " | targets.a.credentials_file: the file 'short' must hold the JSON key of a Google"
            + " service account",
        "a: {kind: email, host: h, to: [a@b.c]} | targets.a.from: is required",
        "a: {kind: email, host: h, from: a@b.c} | targets.a.to: must list 1 to 50 addresses, found 0",
        "a: {kind: email, host: h, from: a@b.c, to: [x]} | targets.a.to: must be one address as"
            + " jo@example.com or 'Jo <jo@example.com>', found 'x'",
        "a: {kind: email, host: h, from: a@b.c, to: ['a@b.c, d@e.f']} | targets.a.to: must be one"
            + " address as jo@example.com or 'Jo <jo@example.com>', found 'a@b.c, d@e.f'",
        "a: {kind: email, host: h, from: a@b.c, to: [\"a@b.c\\r\\nBcc: d@e.f\"]} | targets.a.to:"
            + " must be one address as jo@example.com or 'Jo <jo@example.com>', found 'a@b.c??Bcc:"
            + " d@e.f'",
        "a: {kind: email, host: h, from: a@b.c, to: [a@b.c], tls: maybe}"
            + " | targets.a.tls: must be implicit, starttls or none, found 'maybe'",
        "a: {kind: email, host: h, from: a@b.c, to: [a@b.c], tls: none, user: u, password_file:"
            + " password} | targets.a.tls: must not be none with a user: a password is not sent"
            + " without TLS",
        "a: {kind: email, host: h, from: a@b.c, to: [a@b.c], user: u}"
            + " | targets.a.password_file: is required: the path of a file that holds it",
        "a: {kind: email, host: h, from: a@b.c, to: [a@b.c], password_file: password}"
            + " | targets.a.user: is required with 'password_file'",
        "a: {kind: email, host: 'h/x', from: a@b.c, to: [a@b.c]}"
            + " | targets.a.host: must be the name of an SMTP server, found 'h/x'"
      })
  void namesTheFault(String text, String fault) {
    Faults faults = new Faults("rules.yaml");

    Map<String, TargetSpec> specs =
        reader(faults).read(new YamlReader(faults).read(text), "targets");

    assertThat(faults.lines()).containsExactly("rules.yaml:1: " + fault);
    assertThat(faults.lines().getFirst()).doesNotContain("services/secret");
    assertThat(specs.size()).isLessThanOrEqualTo(1);
  }

  @Test
  void recipientsHaveBounds() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      many.add("a" + i + "@example.com");
    }
    Faults faults = new Faults("rules.yaml");

    reader(faults)
        .read(
            new YamlReader(faults)
                .read(
                    "a: {kind: email, host: h, from: a@b.c, to: [" + String.join(",", many) + "]}"),
            "targets");

    assertThat(faults.lines())
        .containsExactly("rules.yaml:1: targets.a.to: must list 1 to 50 addresses, found 10000");
  }

  @Test
  void fileThatIsTooLargeOrNoTextIsFault() throws IOException {
    secret("large", "x".repeat(SecretFiles.LARGEST + 1));
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
    Faults faults = new Faults("rules.yaml");

    reader(faults)
        .read(
            new YamlReader(faults)
                .read("a: {kind: slack, url_file: large}\nb: {kind: slack, url_file: binary}"),
            "targets");

    assertThat(faults.lines())
        .containsExactly(
            "rules.yaml:1: targets.a.url_file: must name a readable file (more than 64 KB), found"
                + " 'large'",
            "rules.yaml:2: targets.b.url_file: must name a readable file (no text in UTF-8), found"
                + " 'binary'");
  }

  private Map<String, TargetSpec> read(String text) {
    Faults faults = new Faults("rules.yaml");
    Map<String, TargetSpec> specs =
        reader(faults).read(new YamlReader(faults).read(text), "targets");
    assertThat(faults.lines()).isEmpty();
    return specs;
  }

  private TargetsReader reader(Faults faults) {
    return new TargetsReader(faults, SecretFiles.in(folder), WEBHOOKS);
  }

  private static Rate rate(int count, String per) {
    return new Rate(
        count, per.equals("1s") ? Duration.ofSeconds(1) : Duration.ofMinutes(1), Duration.ZERO);
  }

  private void secret(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
