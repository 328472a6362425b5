package dev.oceanus.notifier.text;

import dev.oceanus.common.config.Similar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a template's tags and says which of them it must not have: unknown names, what is not
 * escaped, other templates, other delimiters, and in JSON what stands outside strings. For one
 * template.
 */
final class TagReader {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";
  private static final Set<String> OF_LISTS = Set.of("-first", "-last", "-index", ".", "this");
  private static final int DEEPEST = 4;

  private final String text;
  private final Place place;
  private final Deque<Section> sections = new ArrayDeque<>();
  private final List<Template.Fault> faults = new ArrayList<>();
  private final Set<String> used = new HashSet<>();
  private boolean quoted;

  /** A section that is open: its name, its scope, and whether it began within quotes. */
  private record Section(String name, Names names, boolean list, boolean quoted) {}

  TagReader(String text, Place place, Names names) {
    this.text = text;
    this.place = place;
    sections.push(new Section("", names, false, false));
  }

  /** Reads it all; once. */
  List<Template.Fault> read() {
    int at = 0;
    while (true) {
      int open = text.indexOf(OPEN, at);
      literal(text.substring(at, open < 0 ? text.length() : open));
      if (open < 0) {
        break;
      }
      int close = text.indexOf(CLOSE, open);
      if (close < 0) {
        fault(open, "'{{' without '}}'");
        break;
      }
      tag(open, text.substring(open + OPEN.length(), close));
      at = close + CLOSE.length();
    }
    if (sections.size() > 1) {
      fault(text.length(), "{{#%s}} is not closed".formatted(sections.getFirst().name()));
    }
    return faults;
  }

  /** The first parts of all names that it uses. */
  Set<String> used() {
    return used;
  }

  private void literal(String literal) {
    if (place != Place.JSON) {
      return;
    }
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      }
    }
  }

  private void tag(int at, String tag) {
    if (tag.isBlank()) {
      fault(at, "a tag without a name");
      return;
    }
    char kind = tag.charAt(0);
    String name = ("#^/!&>={<$".indexOf(kind) < 0 ? tag : tag.substring(1)).strip();
    switch (kind) {
      case '!' -> {}
      case '#' -> begin(at, name, false);
      case '^' -> begin(at, name, true);
      case '/' -> end(at, name);
      case '{', '&' ->
          fault(at, "what is not escaped is not taken; write {{" + name.replace("}", "") + "}}");
      case '>', '<', '$' -> fault(at, "other templates cannot be included");
      case '=' -> fault(at, "delimiters are always {{ and }}");
      default -> variable(at, name);
    }
  }

  private void variable(int at, String name) {
    if (!isKnown(name)) {
      fault(at, unknown(name));
    }
    if (place == Place.JSON && !quoted) {
      fault(at, "{{%s}} must stand within quotes".formatted(name));
    }
    note(name);
  }

  private void begin(int at, String name, boolean inverted) {
    Optional<Names> inner =
        inListOnly(name)
            ? Optional.of(sections.getFirst().names())
            : sections.stream().flatMap(each -> each.names().section(name).stream()).findFirst();
    if (inner.isEmpty()) {
      fault(at, unknown(name));
    }
    if (sections.size() > DEEPEST) {
      fault(at, "sections are nested at most " + DEEPEST + " deep");
    }
    Names names = sections.getFirst().names();
    boolean list = !inverted && sections.stream().anyMatch(each -> each.names().isList(name));
    sections.push(
        new Section(name, inverted ? names : inner.orElse(names), list || inList(), quoted));
    note(name);
  }

  private void end(int at, String name) {
    Section open = sections.getFirst();
    if (sections.size() == 1 || !open.name().equals(name)) {
      fault(at, "{{/%s}} closes nothing that is open".formatted(name));
      return;
    }
    if (open.quoted() != quoted) {
      fault(at, "{{#%s}} and its end must both stand within quotes or outside".formatted(name));
    }
    sections.pop();
  }

  private boolean isKnown(String name) {
    return inListOnly(name) || sections.stream().anyMatch(each -> each.names().hasValue(name));
  }

  private boolean inListOnly(String name) {
    return OF_LISTS.contains(name) && inList();
  }

  private boolean inList() {
    return sections.getFirst().list();
  }

  private String unknown(String name) {
    Set<String> known = new HashSet<>();
    sections.forEach(each -> known.addAll(each.names().all()));
    return "nothing here is called '" + name + "'" + Similar.hint(name, known);
  }

  private void note(String name) {
    int dot = name.indexOf('.');
    used.add(dot <= 0 ? name : name.substring(0, dot));
  }

  private void fault(int at, String rule) {
    faults.add(new Template.Fault(at, rule));
  }
}
