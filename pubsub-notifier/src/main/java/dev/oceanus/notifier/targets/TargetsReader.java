package dev.oceanus.notifier.targets;

import dev.oceanus.common.config.Similar;
import dev.oceanus.common.site.Rate;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Mapping;
import dev.oceanus.common.yaml.YamlNode.Member;
import dev.oceanus.common.yaml.YamlNode.Scalar;
import dev.oceanus.notifier.http.Guard;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the {@code targets} of rules.yaml. Faults are noted with their lines; what has one is left
 * out of the answer.
 */
public final class TargetsReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final int TRIES = 12;
  private static final int TRIES_AT_MOST = 100;

  /** Kinds, with how often they are called unless the file says so. */
  private static final Map<String, String> RATES =
      new TreeMap<>(
          Map.of(
              "slack", "1/s",
              "webhook", "10/s",
              "email", "30/m",
              "sheet", "30/m",
              "terminal", "100/s"));

  private final Faults faults;
  private final SettingsReader settings;

  /**
   * @param secrets reads the files that the targets name
   * @param webhooks where webhooks may go
   */
  public TargetsReader(Faults faults, SecretFiles secrets, Guard webhooks) {
    this.faults = faults;
    this.settings = new SettingsReader(faults, secrets, webhooks);
  }

  /**
   * Reads them.
   *
   * @param node the mapping of names to targets
   * @param path of it, as faults name it: {@code targets}
   * @return by name, in the order of the file
   */
  public Map<String, TargetSpec> read(YamlNode node, String path) {
    Map<String, TargetSpec> specs = new LinkedHashMap<>();
    if (!(node instanceof Mapping mapping)) {
      faults.add(node.line(), path, "must be a mapping of names to targets, found " + node.kind());
      return specs;
    }
    mapping
        .members()
        .forEach((name, member) -> spec(name, member, path).ifPresent(s -> specs.put(name, s)));
    return specs;
  }

  private Optional<TargetSpec> spec(String name, Member member, String path) {
    String place = path + "." + name;
    if (!NAME.matcher(name).matches()) {
      faults.add(member.keyLine(), place, "must be named by " + NAME.pattern());
      return Optional.empty();
    }
    Optional<String> kind = kind(member, place);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    Set<String> keys = new LinkedHashSet<>(Set.of("kind", "rate", "tries"));
    keys.addAll(SettingsReader.keys(kind.get()));
    Located target = Located.of(member.value(), place, keys, faults);
    Optional<Rate> rate = rate(target, RATES.getOrDefault(kind.get(), "1/s"));
    int tries = target.integer("tries", TRIES, 1, TRIES_AT_MOST);
    Optional<TargetSettings> read = settings.read(kind.get(), target);
    return read.isEmpty() || rate.isEmpty()
        ? Optional.empty()
        : Optional.of(new TargetSpec(name, read.get(), rate.get(), tries, member.keyLine()));
  }

  private Optional<String> kind(Member member, String place) {
    if (!(member.value() instanceof Mapping mapping)) {
      faults.add(
          member.keyLine(), place, "must be a mapping with 'kind', found " + member.value().kind());
      return Optional.empty();
    }
    Member kind = mapping.members().get("kind");
    if (kind == null) {
      faults.add(
          member.keyLine(), place + ".kind", "is required: " + String.join(", ", RATES.keySet()));
      return Optional.empty();
    }
    if (kind.value() instanceof Scalar scalar && RATES.containsKey(scalar.text())) {
      return Optional.of(scalar.text());
    }
    String found = kind.value() instanceof Scalar scalar ? scalar.text() : "";
    faults.add(
        kind.value().line(),
        place + ".kind",
        "must be one of %s, found %s%s"
            .formatted(
                String.join(", ", RATES.keySet()),
                kind.value().kind(),
                Similar.hint(found, RATES.keySet())));
    return Optional.empty();
  }

  private static Optional<Rate> rate(Located target, String fallback) {
    String text = String.valueOf(target.text("rate", fallback));
    Optional<Rate> rate = Rate.parse(text, Duration.ZERO);
    if (rate.isEmpty()) {
      target.fault("rate", "must be a rate as 1/s, 30/m or 100/h, found '" + text + "'");
    }
    return rate;
  }
}
