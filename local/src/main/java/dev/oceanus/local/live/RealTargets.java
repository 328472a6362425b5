package dev.oceanus.local.live;

import dev.oceanus.common.config.Secret;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.YamlReader;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.targets.SecretFiles;
import dev.oceanus.notifier.targets.TargetSettings.Terminal;
import dev.oceanus.notifier.targets.TargetSpec;
import dev.oceanus.notifier.targets.TargetsReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real targets that settings of the environment stand for: those which a terminal shows by
 * {@code as} are replaced by them.
 */
final class RealTargets implements UnaryOperator<TargetSpec> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SLACK = "slack";
  private static final String EMAIL = "email";

  /** Settings, each with the member that it gives. */
  private static final Map<String, String> SLACK_KEYS = Map.of("SLACK_WEBHOOK_URL", "url_file");

  private static final Map<String, String> EMAIL_KEYS =
      new TreeMap<>(
          Map.of(
              "SMTP_HOST", "host",
              "SMTP_PORT", "port",
              "SMTP_TLS", "tls",
              "SMTP_USER", "user",
              "SMTP_PASSWORD", "password_file",
              "MAIL_FROM", "from",
              "MAIL_TO", "to"));

  private static final Pattern FAULT = Pattern.compile("^[^ ]+ targets\\.\\w+\\.(\\w+): ");
  private static final Pattern FILE = Pattern.compile("the file '[A-Z_]+' ");

  private final Map<String, TargetSpec> real;

  private RealTargets(Map<String, TargetSpec> real) {
    this.real = Map.copyOf(real);
  }

  /**
   * Those that the environment has settings of.
   *
   * @param webhooks as of the rules: whether stand-ins on this machine may be called
   * @param faults gets a line for each fault, which names the setting
   */
  static RealTargets of(Map<String, String> environment, Guard webhooks, List<String> faults) {
    SecretFiles secrets =
        name -> Optional.of(new Secret(environment.getOrDefault(name, "").strip()));
    Map<String, Object> written = new LinkedHashMap<>();
    if (isSet(environment, "SLACK_WEBHOOK_URL")) {
      written.put(SLACK, members(SLACK, SLACK_KEYS, environment));
    }
    if (isSet(environment, "SMTP_HOST")) {
      written.put(EMAIL, members(EMAIL, EMAIL_KEYS, environment));
    }
    if (written.isEmpty()) {
      return new RealTargets(Map.of());
    }
    Faults found = new Faults("environment");
    Map<String, TargetSpec> real =
        new TargetsReader(found, secrets, webhooks)
            .read(new YamlReader(found).read(JSON.writeValueAsString(written)), "targets");
    found.lines().forEach(line -> faults.add(named(line)));
    return new RealTargets(real);
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }

  private static Map<String, Object> members(
      String kind, Map<String, String> keys, Map<String, String> environment) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("kind", kind);
    keys.forEach(
        (name, key) -> {
          if (isSet(environment, name)) {
            members.put(key, value(name, key, environment.getOrDefault(name, "").strip()));
          }
        });
    return members;
  }

  private static Object value(String name, String key, String text) {
    if (key.endsWith("_file")) {
      return name; // under which the secret is read
    }
    if (key.equals("to")) {
      List<String> addresses = new ArrayList<>();
      for (String address : text.split(",", -1)) {
        addresses.add(address.strip());
      }
      return addresses;
    }
    return text;
  }

  /** A fault as it is told of a file, said of the setting. */
  private static String named(String fault) {
    Matcher place = FAULT.matcher(fault);
    if (!place.find()) {
      return fault;
    }
    Map<String, String> all = new TreeMap<>(EMAIL_KEYS);
    all.putAll(SLACK_KEYS);
    String setting =
        all.entrySet().stream()
            .filter(each -> each.getValue().equals(place.group(1)))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(place.group(1));
    String rule = fault.substring(place.end());
    return setting + ": " + FILE.matcher(rule).replaceFirst("");
  }

  @Override
  public TargetSpec apply(TargetSpec spec) {
    TargetSpec found =
        spec.settings() instanceof Terminal terminal ? real.get(terminal.as().key()) : null;
    return found == null
        ? spec
        : new TargetSpec(spec.name(), found.settings(), found.rate(), spec.tries(), spec.line());
  }

  /** Kinds that really send: {@code slack}. */
  List<String> kinds() {
    return real.keySet().stream().sorted().toList();
  }
}
