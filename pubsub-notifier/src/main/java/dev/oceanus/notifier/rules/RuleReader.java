package dev.oceanus.notifier.rules;

import dev.oceanus.common.config.Similar;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Member;
import dev.oceanus.common.yaml.YamlNode.Scalar;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one rule. */
final class RuleReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");
  private static final Set<String> KEYS =
      Set.of("sites", "when", "throttle", "digest", "quiet", "delay", "zone", "actions");
  private static final int MOST_ACTIONS = 20;

  private final Kit kit;
  private final ZoneId zone;

  /** What readers of one file share. */
  record Kit(
      SiteCatalogue catalogue,
      TargetKinds targets,
      Conditions conditions,
      Places places,
      Faults faults) {
    /** Notes a fault within the text of a member. */
    void fault(Located located, String key, String text, int at, String rule) {
      Places.Place place = places.of(located.line(key), key, text, at);
      faults.add(place.line(), place.column(), located.path(key), rule);
    }
  }

  /**
   * @param zone where a rule names none
   */
  RuleReader(Kit kit, ZoneId zone) {
    this.kit = kit;
    this.zone = zone;
  }

  /** The rule; empty if it has faults, which are noted. */
  Optional<Rule> read(String name, Member member) {
    String path = "rules." + name;
    if (!NAME.matcher(name).matches()) {
      kit.faults.add(member.keyLine(), path, "a rule's name must match " + NAME.pattern());
      return Optional.empty();
    }
    Located located = Located.of(member.value(), path, KEYS, kit.faults);
    ZoneId own = RulesReader.zone(located, zone);
    List<Site> sites = sites(located);
    Map<String, Condition> conditions = conditions(located, sites);
    List<Schema> schemas = sites.stream().map(Site::schema).distinct().toList();
    TimingReader timing = new TimingReader(located, own, kit.faults);
    Optional<Digest> digest = timing.digest();
    Rule rule =
        new Rule(
            name,
            conditions,
            timing.throttle(RuleNames.columns(schemas)),
            digest,
            timing.quiet(),
            own,
            actions(located, schemas, digest.isPresent(), timing.delay()));
    return conditions.isEmpty() || rule.actions().isEmpty() ? Optional.empty() : Optional.of(rule);
  }

  private List<Site> sites(Located located) {
    if (located.node("sites").isEmpty()) {
      return List.copyOf(kit.catalogue.sites());
    }
    Set<Site> sites = new LinkedHashSet<>();
    for (Scalar each : located.texts("sites")) {
      Optional<Site> site = kit.catalogue.site(each.text());
      site.ifPresent(sites::add);
      if (site.isEmpty()) {
        List<String> known = kit.catalogue.sites().stream().map(Site::name).toList();
        kit.faults.add(
            each.line(),
            located.path("sites"),
            "there is no site '" + each.text() + "'" + Similar.hint(each.text(), known));
      }
    }
    if (sites.isEmpty()) {
      located.fault("sites", "must name at least one site of the catalogue");
    }
    return List.copyOf(sites);
  }

  private Map<String, Condition> conditions(Located located, List<Site> sites) {
    String text = located.text("when", null);
    if (text == null) {
      if (located.node("when").isEmpty()) {
        located.fault("when", "is missing: a condition in CEL");
      }
      return Map.of();
    }
    Map<Schema, Condition> bySchema = new LinkedHashMap<>();
    Map<String, Condition> bySite = new LinkedHashMap<>();
    Set<Schema> faulty = new LinkedHashSet<>();
    for (Site site : sites) {
      if (!faulty.contains(site.schema()) && !bySchema.containsKey(site.schema())) {
        try {
          bySchema.put(site.schema(), kit.conditions.compile(text, site.schema()));
        } catch (Conditions.FaultyException e) {
          faulty.add(site.schema());
          e.faults().forEach(each -> kit.fault(located, "when", text, each.at(), each.rule()));
        }
      }
      Condition condition = bySchema.get(site.schema());
      if (condition != null) {
        bySite.put(site.name(), condition);
      }
    }
    return faulty.isEmpty() ? bySite : Map.of();
  }

  private List<Action> actions(
      Located located, List<Schema> schemas, boolean digest, Duration delay) {
    List<YamlNode> items = located.items("actions");
    if (items.isEmpty() || items.size() > MOST_ACTIONS) {
      located.fault("actions", "must be a list of 1 to %d actions".formatted(MOST_ACTIONS));
      return List.of();
    }
    List<Action> actions = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      ActionReader reader =
          new ActionReader(kit, located.path("actions") + "[" + i + "]", schemas, digest);
      reader.read(items.get(i), i, delay).ifPresent(actions::add);
    }
    return actions;
  }
}
