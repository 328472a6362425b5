package dev.oceanus.k8scheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every folder that an operator applies, as kubectl renders it, obeys every rule. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestsTest {
  private static final Set<String> NO_PRODUCTION = Set.of("base", "overlays/local");

  private final Map<String, String> rendered = new HashMap<>();

  @BeforeAll
  void render() throws IOException, InterruptedException {
    for (String folder : Rendering.FOLDERS) {
      rendered.put(folder, Rendering.text(folder));
    }
  }

  @Test
  void everyFolderThatCanBeAppliedIsRendered() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Rendering.ROOT)) {
      for (Path file : files.filter(each -> each.endsWith("kustomization.yaml")).toList()) {
        String folder = Rendering.ROOT.relativize(file.resolveSibling("")).toString();
        boolean part = Files.readString(file).contains("kind: Component");
        if (folder.startsWith("components")) {
          assertThat(part).as(folder).isTrue();
        } else if (!folder.startsWith("base/") && !part) {
          found.add(folder);
        }
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(Rendering.FOLDERS);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void obeysEveryRule(String folder) {
    assertThat(faults(world(folder), rules(folder))).isEmpty();
  }

  static List<String> folders() {
    return Rendering.FOLDERS;
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void noticesTheMutant(Mutant mutant) {
    World world = world(mutant.folder());
    mutant.change().accept(world);
    List<Rule> rule =
        rules(mutant.folder()).stream().filter(each -> each.name().equals(mutant.rule())).toList();
    assertThat(rule).hasSize(1);
    assertThat(faults(world, rule)).containsKey(mutant.rule());
  }

  static List<Mutant> mutants() {
    return Mutant.all();
  }

  @Test
  void everyRuleHasAMutant() {
    Set<String> proven = new HashSet<>();
    Mutant.all().forEach(each -> proven.add(each.rule()));
    assertThat(rules("overlays/gke")).extracting(Rule::name).isSubsetOf(proven);
    assertThat(LintRules.byDefault()).hasSize(31);
  }

  @Test
  void onlyWhatIsListedMayTalk() {
    List<String> listed =
        Shapes.resource("network-gke.txt").lines().filter(line -> !line.startsWith("#")).toList();
    assertThat(Network.matrix(world("overlays/gke"))).containsExactlyElementsOf(listed);
  }

  @Test
  void dashboardAsksForMetricsThatExist() throws IOException {
    Path file = Rendering.ROOT.resolve("components/monitoring-gmp/dashboard.json");
    JsonNode dashboard = new JsonMapper().readTree(Files.readString(file));
    Set<String> asked = new HashSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        Set<String> names = MetricNames.asked(target.path("expr").asString());
        assertThat(names).as(target.toString()).isNotEmpty();
        asked.addAll(names);
      }
    }
    assertThat(MetricNames.exported()).containsAll(asked);
  }

  @Test
  void aMetricThatNobodyMakesIsNotExported() throws IOException {
    assertThat(MetricNames.exported())
        .contains("oceanus_collector_unavailable_events_total", "process_start_time_seconds")
        .doesNotContain("oceanus_collector_requests_total", "oceanus_loader_lag_minutes");
  }

  @Test
  void operatorsPageListsMetricsThatExistAndAllThatAlertsAskFor() throws IOException {
    Set<String> listed = new HashSet<>();
    Files.readString(Path.of("..", "docs", "operators.md"))
        .lines()
        .filter(line -> line.matches("\\| [a-z]+ \\| `[a-z_]+` \\|.*"))
        .forEach(line -> listed.add(line.split("`", 3)[1]));
    assertThat(listed).isNotEmpty();
    assertThat(MetricNames.exported()).containsAll(listed);
    for (Node alert : MetricNames.alertsOf(world("overlays/gke"))) {
      Set<String> asked = MetricNames.asked(alert.at("expr").text());
      asked.removeAll(MetricNames.OF_KUBERNETES);
      assertThat(asked)
          .allMatch(each -> listed.contains(each.replaceAll("_(bucket|count|sum)$", "")));
    }
  }

  private World world(String folder) {
    return Rendering.read(rendered.getOrDefault(folder, ""));
  }

  private static List<Rule> rules(String folder) {
    List<Rule> rules = new ArrayList<>(LintRules.byDefault());
    rules.addAll(LintRules.further());
    rules.addAll(OurRules.always());
    rules.add(Programs.accepts());
    rules.add(MetricNames.alerts());
    rules.add(MetricNames.runbooks());
    rules.add(Shapes.knownFields());
    if (!NO_PRODUCTION.contains(folder)) {
      rules.addAll(OurRules.production());
    }
    return rules;
  }

  private static Map<String, List<String>> faults(World world, List<Rule> rules) {
    Map<String, List<String>> faults = new HashMap<>();
    for (Rule rule : rules) {
      List<String> found = rule.check().apply(world);
      if (!found.isEmpty()) {
        faults.put(rule.name(), found);
      }
    }
    return faults;
  }
}
