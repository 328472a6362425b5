package dev.oceanus.notifier.targets;

import dev.oceanus.common.config.Secret;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode.Scalar;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.http.GuardedHttp;
import dev.oceanus.notifier.mail.MailServer;
import dev.oceanus.notifier.mail.MailServer.Login;
import dev.oceanus.notifier.mail.MailServer.Security;
import dev.oceanus.notifier.sheets.ServiceAccount;
import dev.oceanus.notifier.sheets.SheetTarget;
import dev.oceanus.notifier.slack.SlackTarget;
import dev.oceanus.notifier.targets.TargetSettings.Email;
import dev.oceanus.notifier.targets.TargetSettings.Sheet;
import dev.oceanus.notifier.targets.TargetSettings.Slack;
import dev.oceanus.notifier.targets.TargetSettings.Terminal;
import dev.oceanus.notifier.targets.TargetSettings.Webhook;
import dev.oceanus.notifier.webhook.Signer;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads what belongs to one kind of target. */
final class SettingsReader {
  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "slack", Set.of("url_file"),
          "webhook", Set.of("url", "url_file", "secret_file"),
          "email", Set.of("host", "port", "tls", "user", "password_file", "from", "to"),
          "sheet", Set.of("spreadsheet", "credentials_file"),
          "terminal", Set.of("as"));

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");
  private static final Pattern SPREADSHEET = Pattern.compile("[A-Za-z0-9_-]{20,100}");
  private static final int RECIPIENTS_AT_MOST = 50;
  private static final Set<String> SECURITIES = Set.of("implicit", "starttls", "none");

  /** Stands for a secret that is not read. */
  private static final Secret UNREAD = new Secret("");

  private final Faults faults;
  private final SecretFiles files;
  private final Guard webhooks;
  private final Guard slack;

  SettingsReader(Faults faults, SecretFiles files, Guard webhooks) {
    this.faults = faults;
    this.files = files;
    this.webhooks = webhooks;
    this.slack = TargetOpener.like(webhooks, SlackTarget.HOSTS);
  }

  static Set<String> keys(String kind) {
    return KEYS.getOrDefault(kind, Set.of());
  }

  /** The settings; empty if they have a fault. */
  Optional<TargetSettings> read(String kind, Located target) {
    return switch (kind) {
      case "slack" ->
          secret(target, "url_file", secret -> urlFault(secret.reveal(), slack)).map(Slack::new);
      case "webhook" -> webhook(target);
      case "email" -> email(target);
      case "sheet" -> sheet(target);
      default -> terminal(target);
    };
  }

  private static Optional<TargetSettings> terminal(Located target) {
    String as = String.valueOf(target.text("as", Terminal.As.TERMINAL.key()));
    for (Terminal.As each : Terminal.As.values()) {
      if (each.key().equals(as)) {
        return Optional.of(new Terminal(each));
      }
    }
    target.fault("as", "must be terminal, slack, email, webhook or sheet, found '" + as + "'");
    return Optional.empty();
  }

  private Optional<TargetSettings> webhook(Located target) {
    Optional<Secret> url = webhookUrl(target);
    Optional<Secret> secrets = secret(target, "secret_file", SettingsReader::signerFault);
    return url.isEmpty() || secrets.isEmpty()
        ? Optional.empty()
        : Optional.of(new Webhook(url.get(), secrets.get()));
  }

  private Optional<Secret> webhookUrl(Located target) {
    boolean byFile = target.node("url_file").isPresent();
    String url = target.text("url", null);
    if (byFile == (url != null)) {
      target.fault("url", "is required, or else 'url_file', not both");
      return Optional.empty();
    }
    if (url == null) {
      return secret(target, "url_file", secret -> urlFault(secret.reveal(), webhooks));
    }
    Optional<String> fault = urlFault(url, webhooks);
    fault.ifPresent(rule -> target.fault("url", rule));
    return fault.isPresent() ? Optional.empty() : Optional.of(new Secret(url));
  }

  private Optional<TargetSettings> sheet(Located target) {
    Optional<String> spreadsheet = text(target, "spreadsheet", SPREADSHEET, "the id in its URL");
    GuardedHttp nobody = GuardedHttp.of(TargetOpener.like(webhooks, SheetTarget.HOSTS));
    Optional<Secret> credentials =
        secret(
            target, "credentials_file", secret -> faultOf(() -> ServiceAccount.of(secret, nobody)));
    return spreadsheet.isEmpty() || credentials.isEmpty()
        ? Optional.empty()
        : Optional.of(new Sheet(spreadsheet.get(), credentials.get()));
  }

  private Optional<TargetSettings> email(Located target) {
    Optional<MailServer> server = server(target);
    Optional<String> from =
        target
            .node("from")
            .flatMap(node -> node instanceof Scalar text ? address(target, "from", text) : miss());
    if (target.node("from").isEmpty()) {
      target.fault("from", "is required");
    } else if (!(target.node("from").get() instanceof Scalar)) {
      target.fault("from", "must be an address, found " + target.node("from").get().kind());
    }
    List<String> to = new ArrayList<>();
    List<Scalar> written = target.texts("to");
    written.forEach(text -> address(target, "to", text).ifPresent(to::add));
    if (written.isEmpty() || written.size() > RECIPIENTS_AT_MOST) {
      target.fault("to", "must list 1 to 50 addresses, found " + written.size());
    }
    return server.isEmpty() || from.isEmpty() || to.size() != written.size() || to.isEmpty()
        ? Optional.empty()
        : Optional.of(new Email(server.get(), from.get(), to));
  }

  private static <T> Optional<T> miss() {
    return Optional.empty();
  }

  private Optional<MailServer> server(Located target) {
    Optional<String> host = text(target, "host", HOST, "the name of an SMTP server");
    String tls = String.valueOf(target.text("tls", "starttls"));
    if (!SECURITIES.contains(tls)) {
      target.fault("tls", "must be implicit, starttls or none, found '" + tls + "'");
      return Optional.empty();
    }
    Security security = Security.valueOf(tls.toUpperCase(Locale.ROOT));
    int port = target.integer("port", security.port(), 1, 65_535);
    Optional<Login> login = Optional.empty();
    String user = target.text("user", null);
    if (user != null) {
      if (security == Security.NONE) {
        target.fault("tls", "must not be none with a user: a password is not sent without TLS");
        return Optional.empty();
      }
      Optional<Secret> password = secret(target, "password_file", secret -> Optional.empty());
      if (password.isEmpty()) {
        return Optional.empty();
      }
      login = Optional.of(new Login(user, password.get()));
    } else if (target.node("password_file").isPresent()) {
      target.fault("user", "is required with 'password_file'");
      return Optional.empty();
    }
    Optional<Login> found = login;
    return host.map(name -> new MailServer(name, port, security, found));
  }

  private Optional<String> address(Located target, String key, Scalar text) {
    try {
      InternetAddress[] parsed = InternetAddress.parse(text.text(), true);
      if (parsed.length == 1
          && !parsed[0].isGroup()
          && parsed[0].getAddress().indexOf('@') > 0
          && text.text().chars().noneMatch(Character::isISOControl)) {
        return Optional.of(text.text());
      }
    } catch (AddressException e) {
      // named below
    }
    faults.add(
        text.line(),
        target.path(key),
        "must be one address as jo@example.com or 'Jo <jo@example.com>', found '"
            + text.text()
            + "'");
    return Optional.empty();
  }

  private static Optional<String> text(Located target, String key, Pattern rule, String what) {
    String text = target.text(key, null);
    if (text == null) {
      target.fault(key, "is required: " + what);
      return Optional.empty();
    }
    if (!rule.matcher(text).matches()) {
      target.fault(key, "must be %s, found '%s'".formatted(what, text));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** The secret in the file that a member names; required. Faults tell the path, never the text. */
  private Optional<Secret> secret(
      Located target, String key, Function<Secret, Optional<String>> faultOf) {
    String path = target.text(key, null);
    if (path == null) {
      target.fault(key, "is required: the path of a file that holds it");
      return Optional.empty();
    }
    try {
      Optional<Secret> read = files.read(path);
      if (read.isEmpty()) {
        return Optional.of(UNREAD);
      }
      Optional<String> fault =
          read.get().reveal().isEmpty()
              ? Optional.of("must not be empty")
              : faultOf.apply(read.get());
      if (fault.isEmpty()) {
        return read;
      }
      target.fault(key, "the file '" + path + "' " + fault.get());
    } catch (IOException | InvalidPathException e) {
      target.fault(key, "must name a readable file (%s), found '%s'".formatted(why(e), path));
    }
    return Optional.empty();
  }

  /** The JDK's texts repeat the path, others say what is wrong. */
  private static String why(Exception e) {
    return e.getClass() == IOException.class
        ? String.valueOf(e.getMessage())
        : e.getClass().getSimpleName();
  }

  @SuppressWarnings("UnusedException") // its text repeats the URL, which may be a secret
  private static Optional<String> urlFault(String text, Guard guard) {
    try {
      return guard.fault(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.of("must hold a URL and nothing else");
    }
  }

  private static Optional<String> signerFault(Secret secrets) {
    return faultOf(() -> Signer.of(secrets));
  }

  private static Optional<String> faultOf(Runnable reading) {
    try {
      reading.run();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
