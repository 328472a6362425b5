package dev.oceanus.notifier.rules;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Mapping;
import dev.oceanus.common.yaml.YamlReader;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rules of {@code rules.yaml}. All faults are gathered and reported together, each with
 * its line, and with its column where it is within a condition or a template. Thread-safe.
 */
public final class RulesReader {
  /** What the file may have besides; others read it. */
  private static final Set<String> SECTIONS = Set.of("zone", "rules", "targets", "watch");

  private static final int MOST_RULES = 1_000;

  private final SiteCatalogue catalogue;
  private final TargetKinds targets;
  private final Conditions conditions;

  /**
   * @param catalogue the sites whose events are looked at
   * @param targets what actions may name
   * @param conditions makes conditions of texts
   */
  public RulesReader(SiteCatalogue catalogue, TargetKinds targets, Conditions conditions) {
    this.catalogue = catalogue;
    this.targets = targets;
    this.conditions = conditions;
  }

  /**
   * Reads a text.
   *
   * @param file its name in messages
   * @throws ConfigException naming every fault
   */
  public RuleBook read(String text, String file) {
    Faults faults = new Faults(file);
    RuleBook book = read(text, new YamlReader(faults).read(text), faults);
    if (faults.any()) {
      throw new ConfigException(faults.lines());
    }
    return book;
  }

  /**
   * Reads a document that was read already.
   *
   * @param text of the file, in which places are looked for
   * @return what could be read; to be used only if there are no faults
   */
  public RuleBook read(String text, YamlNode document, Faults faults) {
    List<Rule> rules = new ArrayList<>();
    if (!(document instanceof YamlNode.Empty)) {
      readRules(text, Located.of(document, "", SECTIONS, faults), faults, rules);
    }
    return new RuleBook(rules);
  }

  private void readRules(String text, Located document, Faults faults, List<Rule> rules) {
    ZoneId zone = zone(document, ZoneOffset.UTC);
    switch (document.node("rules").orElse(null)) {
      case null -> {}
      case YamlNode.Empty empty -> {}
      case Mapping mapping -> {
        if (mapping.members().size() > MOST_RULES) {
          document.fault("rules", "must be at most " + MOST_RULES + " rules");
          return;
        }
        RuleReader reader =
            new RuleReader(
                new RuleReader.Kit(catalogue, targets, conditions, new Places(text), faults), zone);
        mapping
            .members()
            .forEach((name, member) -> reader.read(name, member).ifPresent(rules::add));
      }
      case YamlNode other ->
          document.fault("rules", "must be a mapping of rules, found " + other.kind());
    }
  }

  /** The zone that a mapping names, or the default. */
  static ZoneId zone(Located located, ZoneId fallback) {
    @Nullable String name = located.text("zone", null);
    if (name == null) {
      return fallback;
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      located.fault("zone", "must be a time zone, as Asia/Tokyo or UTC, found '" + name + "'");
      return fallback;
    }
  }
}
