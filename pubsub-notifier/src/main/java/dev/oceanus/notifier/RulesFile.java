package dev.oceanus.notifier;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Mapping;
import dev.oceanus.common.yaml.YamlNode.Member;
import dev.oceanus.common.yaml.YamlReader;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.rules.RuleBook;
import dev.oceanus.notifier.rules.RulesReader;
import dev.oceanus.notifier.rules.Takes;
import dev.oceanus.notifier.rules.TargetKinds;
import dev.oceanus.notifier.rules.cel.CelConditions;
import dev.oceanus.notifier.targets.SecretFiles;
import dev.oceanus.notifier.targets.TargetSettings;
import dev.oceanus.notifier.targets.TargetSpec;
import dev.oceanus.notifier.targets.TargetsReader;
import dev.oceanus.notifier.watch.WatchReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code rules.yaml} holds.
 *
 * @param targets by name
 * @param book the rules
 * @param watch whom the watch over the services tells
 */
public record RulesFile(
    Map<String, TargetSpec> targets, RuleBook book, WatchReader.Settings watch) {
  /** Without a target or a rule. */
  public static final RulesFile EMPTY =
      new RulesFile(Map.of(), new RuleBook(List.of()), WatchReader.Settings.NONE);

  /**
   * Reads it.
   *
   * @param text of the file
   * @param name of the file in messages
   * @param secrets reads the files that targets name
   * @param webhooks where webhooks may go
   * @throws ConfigException naming every fault
   */
  public static RulesFile read(
      String text, String name, SiteCatalogue catalogue, SecretFiles secrets, Guard webhooks) {
    Faults faults = new Faults(name);
    YamlNode document = new YamlReader(faults).read(text);
    Map<String, TargetSpec> targets = Map.of();
    YamlNode section = section(document, "targets");
    if (section != null) {
      targets = new TargetsReader(faults, secrets, webhooks).read(section, "targets");
    }
    TargetKinds kinds = kinds(targets);
    RuleBook book =
        new RulesReader(catalogue, kinds, new CelConditions()).read(text, document, faults);
    YamlNode watch = section(document, "watch");
    WatchReader.Settings watching =
        watch == null
            ? WatchReader.Settings.NONE
            : new WatchReader(kinds, faults).read(watch, "watch");
    if (faults.any()) {
      throw new ConfigException(faults.lines());
    }
    return new RulesFile(targets, book, watching);
  }

  private static @Nullable YamlNode section(YamlNode document, String name) {
    Member member = document instanceof Mapping file ? file.members().get(name) : null;
    return member == null || member.value() instanceof YamlNode.Empty ? null : member.value();
  }

  private static TargetKinds kinds(Map<String, TargetSpec> targets) {
    return new TargetKinds() {
      @Override
      public Set<String> names() {
        return targets.keySet();
      }

      @Override
      public Optional<Takes> of(String target) {
        return Optional.ofNullable(targets.get(target)).map(spec -> takes(spec.settings()));
      }
    };
  }

  private static Takes takes(TargetSettings settings) {
    return switch (settings) {
      case TargetSettings.Slack unused -> Takes.MRKDWN;
      case TargetSettings.Terminal unused -> Takes.PLAIN;
      case TargetSettings.Email unused -> Takes.MAIL;
      case TargetSettings.Webhook unused -> Takes.BODY;
      case TargetSettings.Sheet unused -> Takes.ROW;
    };
  }
}
