package dev.oceanus.notifier.targets;

import dev.oceanus.notifier.delivery.Target;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.http.GuardedHttp;
import dev.oceanus.notifier.mail.MailTarget;
import dev.oceanus.notifier.sheets.ServiceAccount;
import dev.oceanus.notifier.sheets.SheetTarget;
import dev.oceanus.notifier.sheets.WriteQuota;
import dev.oceanus.notifier.slack.SlackTarget;
import dev.oceanus.notifier.targets.TargetSettings.Email;
import dev.oceanus.notifier.targets.TargetSettings.Sheet;
import dev.oceanus.notifier.targets.TargetSettings.Slack;
import dev.oceanus.notifier.targets.TargetSettings.Terminal;
import dev.oceanus.notifier.targets.TargetSettings.Webhook;
import dev.oceanus.notifier.terminal.TerminalTarget;
import dev.oceanus.notifier.webhook.Signer;
import dev.oceanus.notifier.webhook.WebhookTarget;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes targets of what the file says; asks nobody yet. Targets of one service account share its
 * quota. Not thread-safe.
 */
public final class TargetOpener {
  private final Guard webhooks;
  private final Consumer<String> lines;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Map<String, WriteQuota> quotas = new HashMap<>();

  /**
   * @param webhooks where webhooks may go
   * @param lines gets what terminals are told
   * @param nanos {@code System::nanoTime}
   */
  public TargetOpener(Guard webhooks, Consumer<String> lines, Clock clock, LongSupplier nanos) {
    this.webhooks = webhooks;
    this.lines = lines;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** The target, whose secrets have been read. */
  public Target open(TargetSpec spec) {
    return switch (spec.settings()) {
      case Slack slack ->
          new SlackTarget(GuardedHttp.of(like(webhooks, SlackTarget.HOSTS)), slack.url(), clock);
      case Webhook webhook ->
          new WebhookTarget(
              GuardedHttp.of(webhooks),
              URI.create(webhook.url().reveal()),
              Signer.of(webhook.secrets()),
              clock);
      case Email email -> mail(email);
      case Sheet sheet -> sheet(sheet);
      case Terminal terminal -> new TerminalTarget(spec.content(), lines);
    };
  }

  private SheetTarget sheet(Sheet sheet) {
    GuardedHttp http = GuardedHttp.of(like(webhooks, SheetTarget.HOSTS));
    ServiceAccount account = ServiceAccount.of(sheet.credentials(), http);
    WriteQuota quota = quotas.computeIfAbsent(account.email(), email -> new WriteQuota(nanos));
    return SheetTarget.of(http, account, sheet.spreadsheet(), quota, clock, nanos);
  }

  private static MailTarget mail(Email email) {
    List<InternetAddress> to = new ArrayList<>();
    email.to().forEach(text -> to.add(address(text)));
    return new MailTarget(
        email.server(),
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        address(email.from()),
        to);
  }

  private static InternetAddress address(String text) {
    try {
      return new InternetAddress(text, true);
    } catch (AddressException e) {
      throw new IllegalArgumentException("no address", e);
    }
  }

  /** These hosts only; and stand-ins on this machine, where webhooks may go to them too. */
  static Guard like(Guard webhooks, List<String> hosts) {
    return new Guard(Set.copyOf(hosts), Set.of(), webhooks.loopback());
  }
}
