package dev.oceanus.bench.rules;

import dev.oceanus.bench.sample.Beacons;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.notifier.RulesFile;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.rules.RuleBook;
import dev.oceanus.notifier.targets.SecretFiles;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** A {@code rules.yaml} with the rules of every kind; each tells a terminal. */
public final class SampleRules {
  /** What stands behind the name of the rule in each message. */
  static final String TEXT = "{{event_id}} {{properties.sent}}";

  private static final String FILE = "rules.yaml";

  private SampleRules() {}

  /** How many there are. */
  public static int count() {
    return Arrays.stream(Kind.values()).mapToInt(kind -> kind.conditions().size()).sum();
  }

  /** The file with all of them. */
  public static String yaml() {
    return yaml(List.of(Kind.values()));
  }

  private static String yaml(Collection<Kind> kinds) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("targets:\n  terminal: {kind: terminal, rate: 10000/s}\nrules:\n");
    for (Kind kind : kinds) {
      kind.conditions()
          .forEach(
              (name, condition) ->
                  yaml.append(
                      """
                        %s:
                          when: |-
                            %s
                          actions: [{target: terminal, text: "%s"}]
                      """
                          .formatted(name, condition, TEXT)));
    }
    return yaml.toString();
  }

  /** The site that they are for. */
  static SiteCatalogue catalogue() {
    return SiteCatalogueReader.read(Beacons.CATALOGUE, "sites.yaml");
  }

  /** Those of these kinds, as the notifier reads them. */
  static RuleBook book(Collection<Kind> kinds) {
    return RulesFile.read(yaml(kinds), FILE, catalogue(), SecretFiles.unread(), Guard.of()).book();
  }
}
