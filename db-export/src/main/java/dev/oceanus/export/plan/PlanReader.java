package dev.oceanus.export.plan;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Mapping;
import dev.oceanus.common.yaml.YamlNode.Member;
import dev.oceanus.common.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code exports.yaml}. All its faults are gathered and reported together, each with its
 * line.
 */
public final class PlanReader {
  private static final String NAME = "[a-z][a-z0-9_-]{0,62}";

  private final Faults faults;
  private final ExportReader exports;

  private PlanReader(String file) {
    this.faults = new Faults(file);
    this.exports = new ExportReader(faults);
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException naming every fault, or that the file cannot be read
   */
  public static Plan read(Path file) {
    try {
      return read(Files.readString(file), String.valueOf(file.getFileName()));
    } catch (CharacterCodingException e) {
      throw new ConfigException(List.of(file + ": must be text in UTF-8"));
    } catch (IOException e) {
      throw new ConfigException(
          List.of(file + ": the exports cannot be read: " + e.getClass().getSimpleName()));
    }
  }

  /**
   * Reads a text.
   *
   * @param file its name in messages
   * @throws ConfigException naming every fault
   */
  public static Plan read(String text, String file) {
    return new PlanReader(file).plan(text);
  }

  private Plan plan(String text) {
    YamlNode document = new YamlReader(faults).read(text);
    List<Export> read = new ArrayList<>();
    if (document instanceof YamlNode.Empty empty) {
      if (!faults.any()) {
        faults.add(empty.line(), "", "must have 'exports', found nothing");
      }
    } else {
      exports(Located.of(document, "", Set.of("exports"), faults), read);
    }
    checkDestinations(read);
    if (faults.any()) {
      throw new ConfigException(faults.lines());
    }
    return new Plan(read);
  }

  private void exports(Located document, List<Export> read) {
    Optional<YamlNode> node = document.node("exports");
    if (!(node.orElse(null) instanceof Mapping mapping) || mapping.members().isEmpty()) {
      document.fault(
          "exports",
          "must be a mapping of names to exports, found "
              + node.map(YamlNode::kind).orElse("nothing"));
      return;
    }
    for (Map.Entry<String, Member> member : mapping.members().entrySet()) {
      String name = member.getKey();
      String path = "exports." + name;
      if (!name.matches(NAME)) {
        faults.add(member.getValue().keyLine(), path, "must have a name that matches " + NAME);
      }
      exports.read(name, path, member.getValue().value()).ifPresent(read::add);
    }
  }

  /** Two exports of a run would take each other's rows away, or be mixed. */
  private void checkDestinations(List<Export> read) {
    Map<String, String> taken = new HashMap<>();
    for (Export export : read) {
      export
          .destination()
          .ifPresent(
              to -> {
                String table = to.dataset().map(each -> each + ".").orElse("") + to.table();
                String other = taken.putIfAbsent(table, export.name());
                if (other != null) {
                  faults.add(
                      exports.line(export.name()),
                      "exports." + export.name() + ".bigquery.table",
                      "is '%s', which the export '%s' is loaded into already"
                          .formatted(table, other));
                }
              });
    }
  }
}
