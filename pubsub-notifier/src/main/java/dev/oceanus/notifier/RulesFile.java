package dev.oceanus.notifier;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Mapping;
import dev.oceanus.common.yaml.YamlNode.Member;
import dev.oceanus.common.yaml.YamlReader;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.outbox.Line;
import dev.oceanus.notifier.rules.RuleBook;
import dev.oceanus.notifier.rules.RulesReader;
import dev.oceanus.notifier.rules.Takes;
import dev.oceanus.notifier.rules.TargetKinds;
import dev.oceanus.notifier.rules.cel.CelConditions;
import dev.oceanus.notifier.targets.SecretFiles;
import dev.oceanus.notifier.targets.TargetOpener;
import dev.oceanus.notifier.targets.TargetSpec;
import dev.oceanus.notifier.targets.TargetsReader;
import dev.oceanus.notifier.watch.WatchReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
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

  /** How the text of a file is had. */
  @FunctionalInterface
  public interface Reading {
    /** The text, which is UTF-8. */
    String read(Path file) throws IOException;
  }

  /**
   * The file that the settings name; faults are noted in the environment.
   *
   * @param reading reads the file; secrets are read beside it
   * @param webhooks where webhooks may go
   */
  public static RulesFile from(
      Env env, Path file, Reading reading, SiteCatalogue catalogue, Guard webhooks) {
    Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of(""));
    try {
      return read(
          reading.read(file),
          String.valueOf(file.getFileName()),
          catalogue,
          SecretFiles.in(folder),
          webhooks);
    } catch (ConfigException e) {
      env.faults(e.faults());
    } catch (IOException e) {
      env.fault(
          "OCEANUS_RULES_FILE",
          "must name a readable file in UTF-8 (" + e.getClass().getSimpleName() + ")",
          file.toString());
    }
    return EMPTY;
  }

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

  /** The same with other targets in place of some, which take the same. */
  public RulesFile replacing(UnaryOperator<TargetSpec> replacement) {
    Map<String, TargetSpec> replaced = new LinkedHashMap<>(targets);
    replaced.replaceAll((name, target) -> replacement.apply(target));
    return new RulesFile(replaced, book, watch);
  }

  /** The targets, made by this opener. */
  public List<Line> lines(TargetOpener opener) {
    return targets.values().stream()
        .map(
            spec ->
                new Line(spec.name(), opener.open(spec), Optional.of(spec.rate()), spec.tries()))
        .toList();
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
        return Optional.ofNullable(targets.get(target)).map(spec -> spec.settings().takes());
      }
    };
  }
}
