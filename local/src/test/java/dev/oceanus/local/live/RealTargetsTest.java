package dev.oceanus.local.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.config.Secret;
import dev.oceanus.common.site.Rate;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.mail.MailServer;
import dev.oceanus.notifier.mail.MailServer.Login;
import dev.oceanus.notifier.mail.MailServer.Security;
import dev.oceanus.notifier.targets.TargetSettings;
import dev.oceanus.notifier.targets.TargetSettings.Email;
import dev.oceanus.notifier.targets.TargetSettings.Slack;
import dev.oceanus.notifier.targets.TargetSettings.Terminal;
import dev.oceanus.notifier.targets.TargetSettings.Terminal.As;
import dev.oceanus.notifier.targets.TargetSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealTargetsTest {
  private static final String SLACK_URL = "https://hooks.slack.com/services/T0/B0/x";

  private final List<String> faults = new ArrayList<>();

  @Test
  void withoutSettingsEverythingIsShown() {
    RealTargets targets = targets(Map.of("SLACK_WEBHOOK_URL", " "));

    assertThat(targets.apply(shown(As.SLACK))).isEqualTo(shown(As.SLACK));
    assertThat(targets.kinds()).isEmpty();
    assertThat(faults).isEmpty();
  }

  @Test
  void slackIsRealWithItsUrl() {
    RealTargets targets = targets(Map.of("SLACK_WEBHOOK_URL", SLACK_URL + "\n"));

    assertThat(settings(targets, As.SLACK)).isEqualTo(new Slack(new Secret(SLACK_URL)));
    assertThat(targets.apply(shown(As.SLACK)).name()).isEqualTo("mine");
    assertThat(targets.apply(shown(As.SLACK)).rate()).isEqualTo(rate("1/s"));
    assertThat(settings(targets, As.TERMINAL)).isEqualTo(new Terminal(As.TERMINAL));
    assertThat(settings(targets, As.EMAIL)).isEqualTo(new Terminal(As.EMAIL));
    assertThat(targets.kinds()).containsExactly("slack");
  }

  @Test
  void mailIsRealWithItsServer() {
    RealTargets targets =
        targets(
            Map.of(
                "SMTP_HOST", "smtp.example.com",
                "SMTP_PORT", "2465",
                "SMTP_TLS", "implicit",
                "SMTP_USER", "o: {ceanus}",
                "SMTP_PASSWORD", "pass \"word\"",
                "MAIL_FROM", "Oceanus <o@example.com>",
                "MAIL_TO", "a@example.com, b@example.com"));

    assertThat(faults).isEmpty();
    assertThat(settings(targets, As.EMAIL))
        .isEqualTo(
            new Email(
                new MailServer(
                    "smtp.example.com",
                    2465,
                    Security.IMPLICIT,
                    Optional.of(new Login("o: {ceanus}", new Secret("pass \"word\"")))),
                "Oceanus <o@example.com>",
                List.of("a@example.com", "b@example.com")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SLACK_WEBHOOK_URL | https://evil.example/services/T0 | SLACK_WEBHOOK_URL: names a host that"
            + " may not be called: evil.example",
        "SMTP_PORT | mail | SMTP_PORT: must be a whole number from 1 to 65535, found 'mail'",
        "SMTP_TLS | some | SMTP_TLS: must be implicit, starttls or none, found 'some'",
        "MAIL_TO | jo | MAIL_TO: must be one address as jo@example.com or 'Jo <jo@example.com>',"
            + " found 'jo'",
      })
  void aFaultNamesItsSetting(String name, String value, String fault) {
    Map<String, String> environment = new TreeMap<>();
    if (!name.startsWith("SLACK")) {
      environment.put("SMTP_HOST", "smtp.example.com");
      environment.put("MAIL_FROM", "o@example.com");
      environment.put("MAIL_TO", "a@example.com");
    }
    environment.put(name, value);
    RealTargets unused = targets(environment);

    assertThat(faults).containsExactly(fault);
  }

  private RealTargets targets(Map<String, String> environment) {
    return RealTargets.of(environment, Guard.of(Guard.ANY).withLoopback(), faults);
  }

  private static TargetSettings settings(RealTargets targets, As as) {
    return targets.apply(shown(as)).settings();
  }

  private static TargetSpec shown(As as) {
    return new TargetSpec("mine", new Terminal(as), rate("100/s"), 12, 1);
  }

  private static Rate rate(String text) {
    return Rate.parse(text, Duration.ZERO).orElseThrow();
  }
}
