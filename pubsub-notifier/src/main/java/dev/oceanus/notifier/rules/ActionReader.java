package dev.oceanus.notifier.rules;

import dev.oceanus.common.config.Similar;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Mapping;
import dev.oceanus.common.yaml.YamlNode.Scalar;
import dev.oceanus.notifier.text.Names;
import dev.oceanus.notifier.text.Place;
import dev.oceanus.notifier.text.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one action, whose parts must be those that its target takes. */
final class ActionReader {
  private static final Set<String> KEYS =
      Set.of("target", "delay", "history", "text", "subject", "html", "json", "tab", "row");
  private static final Set<String> COMMON = Set.of("target", "delay", "history");
  private static final Map<Takes, Set<String>> PARTS =
      Map.of(
          Takes.MRKDWN, Set.of("text"),
          Takes.PLAIN, Set.of("text"),
          Takes.MAIL, Set.of("subject", "text", "html"),
          Takes.BODY, Set.of("json"),
          Takes.ROW, Set.of("tab", "row"));
  private static final String USUAL_TAB = "{{month}}";
  private static final int MOST_CELLS = 100;

  private final RuleReader.Kit kit;
  private final String path;
  private final List<Schema> schemas;
  private final boolean digest;
  private boolean faulty;

  /**
   * @param digest whether it tells of many events at once
   */
  ActionReader(RuleReader.Kit kit, String path, List<Schema> schemas, boolean digest) {
    this.kit = kit;
    this.path = path;
    this.schemas = schemas;
    this.digest = digest;
  }

  /** The action; empty if it has faults, which are noted. */
  Optional<Action> read(YamlNode node, int index, Duration usualDelay) {
    Located located = Located.of(node, path, KEYS, kit.faults());
    String target = text(located, "target");
    Optional<Takes> takes = takes(located);
    boolean history = history(located);
    if (digest && (located.node("delay").isPresent() || !usualDelay.isZero())) {
      fault(located, "delay", "a digest has its own time; it cannot be delayed");
    }
    Duration delay = TimingReader.delay(located, usualDelay);
    if (takes.isEmpty()) {
      return Optional.empty();
    }
    Names names = digest ? RuleNames.digest(schemas) : RuleNames.event(schemas, history);
    Message message = message(located, takes.get(), names);
    return message == null || faulty
        ? Optional.empty()
        : Optional.of(new Action(index, target, delay, history, message));
  }

  private Optional<Takes> takes(Located located) {
    String target = located.text("target", null);
    if (target == null) {
      fault(located, "target", "is missing: the name of a target");
      return Optional.empty();
    }
    Optional<Takes> takes = kit.targets().of(target);
    if (takes.isEmpty()) {
      fault(
          located,
          "target",
          "there is no target '" + target + "'" + Similar.hint(target, kit.targets().names()));
      return takes;
    }
    Set<String> parts = PARTS.getOrDefault(takes.get(), Set.of());
    for (String key : new TreeSet<>(KEYS)) {
      if (located.node(key).isPresent() && !COMMON.contains(key) && !parts.contains(key)) {
        fault(
            located,
            key,
            "is nothing for '%s', which takes %s"
                .formatted(target, String.join(", ", new TreeSet<>(parts))));
      }
    }
    return takes;
  }

  private boolean history(Located located) {
    boolean history = located.flag("history", false);
    if (history && digest) {
      fault(located, "history", "is of one visitor; a digest has many");
    }
    return history;
  }

  private @Nullable Message message(Located located, Takes takes, Names names) {
    return switch (takes) {
      case MRKDWN, PLAIN -> {
        Template text = template(located, "text", null, takes.place(), names);
        yield text == null ? null : new Message.Text(text);
      }
      case MAIL -> mail(located, names);
      case BODY -> {
        Template json = template(located, "json", null, Place.JSON, names);
        yield json == null ? null : new Message.Body(json);
      }
      case ROW -> row(located, names);
    };
  }

  private @Nullable Message mail(Located located, Names names) {
    Template subject = template(located, "subject", null, Place.LINE, names);
    Template text = template(located, "text", null, Place.PLAIN, names);
    Template html =
        located.node("html").isEmpty() ? null : template(located, "html", null, Place.HTML, names);
    if (text(located, "subject").strip().contains("\n")) {
      fault(located, "subject", "must be one line");
    }
    return subject == null || text == null ? null : new Message.Mail(subject, text, html);
  }

  private @Nullable Message row(Located located, Names names) {
    Template tab = template(located, "tab", USUAL_TAB, Place.LINE, names);
    if (!(located.node("row").orElse(null) instanceof Mapping mapping)
        || mapping.members().isEmpty()
        || mapping.members().size() > MOST_CELLS) {
      fault(
          located,
          "row",
          "must be a mapping of 1 to %d columns, each with its text".formatted(MOST_CELLS));
      return null;
    }
    Located cells = Located.of(mapping, path + ".row", mapping.members().keySet(), kit.faults());
    List<String> header = new ArrayList<>();
    List<Template> texts = new ArrayList<>();
    for (String name : mapping.members().keySet()) {
      Template cell = template(cells, name, null, Place.CELL, names);
      if (cell != null) {
        header.add(name);
        texts.add(cell);
      }
    }
    return tab == null || texts.isEmpty() ? null : new Message.Row(tab, header, texts);
  }

  private @Nullable Template template(
      Located located, String key, @Nullable String fallback, Place place, Names names) {
    if (located.node(key).orElse(null) instanceof Scalar || fallback != null) {
      String text = located.text(key, fallback);
      String read = text == null ? "" : text;
      try {
        return Template.of(read, place, names);
      } catch (Template.FaultyException e) {
        faulty = true;
        e.faults().forEach(each -> kit.fault(located, key, read, each.at(), each.rule()));
        return null;
      }
    }
    fault(located, key, "is missing: a text");
    return null;
  }

  private static String text(Located located, String key) {
    String text = located.text(key, "");
    return text == null ? "" : text;
  }

  private void fault(Located located, String key, String rule) {
    faulty = true;
    located.fault(key, rule);
  }
}
