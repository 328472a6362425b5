package dev.oceanus.local.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands behind a command: options as {@code --name value} or {@code --name=value}, and words.
 * After {@code --} everything is a word. Immutable.
 */
public final class Arguments {
  private final String command;
  private final Map<String, String> options;
  private final List<String> words;

  private Arguments(String command, Map<String, String> options, List<String> words) {
    this.command = command;
    this.options = Map.copyOf(options);
    this.words = List.copyOf(words);
  }

  /**
   * Reads them.
   *
   * @param known names of the options that this command takes, without hyphens
   * @throws CommandException if one is unknown, repeated or without a value
   */
  public static Arguments read(String command, List<String> typed, Set<String> known) {
    return read(command, typed, known, Set.of());
  }

  /**
   * Reads them.
   *
   * @param known names of the options that take a value, without hyphens
   * @param flags names of those that take none
   * @throws CommandException if one is unknown, repeated, or has no value or one too many
   */
  public static Arguments read(
      String command, List<String> typed, Set<String> known, Set<String> flags) {
    Map<String, String> options = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      String each = typed.get(i);
      if (each.equals("--")) {
        words.addAll(typed.subList(i + 1, typed.size()));
        break;
      }
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      if (!isOption(name)) {
        words.add(each);
        continue;
      }
      boolean flag = name.startsWith("--") && flags.contains(name.substring(2));
      if (!flag && (!name.startsWith("--") || !known.contains(name.substring(2)))) {
        throw CommandException.usage("%s has no option '%s'".formatted(command, name));
      }
      if (flag && equals >= 0) {
        throw CommandException.usage("%s %s takes no value".formatted(command, name));
      }
      if (!flag && equals < 0 && i + 1 == typed.size()) {
        throw CommandException.usage("%s %s needs a value".formatted(command, name));
      }
      String value = flag ? "" : equals < 0 ? typed.get(++i) : each.substring(equals + 1);
      if (options.put(name.substring(2), value) != null) {
        throw CommandException.usage("%s takes %s once".formatted(command, name));
      }
    }
    return new Arguments(command, options, words);
  }

  /** A hyphen alone is none, nor is a query that begins with a comment. */
  private static boolean isOption(String name) {
    return name.startsWith("-")
        && !name.equals("-")
        && name.chars().noneMatch(Character::isWhitespace);
  }

  /** The value of an option, if it was given. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** Whether an option without a value was given. */
  public boolean flag(String name) {
    return options.containsKey(name);
  }

  /**
   * The value of an option that takes a whole number within bounds, both included.
   *
   * @throws CommandException if it has another value
   */
  public int number(String name, int fallback, int least, int most) {
    String text = option(name).orElse(Integer.toString(fallback));
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below like a number out of bounds
    }
    throw CommandException.usage(
        "%s --%s takes a number from %d to %d, found '%s'"
            .formatted(command, name, least, most, text));
  }

  /**
   * The value of an option that takes one of these.
   *
   * @throws CommandException if it has another value
   */
  public String oneOf(String name, List<String> values) {
    String value = option(name).orElse(values.getFirst());
    if (!values.contains(value)) {
      throw CommandException.usage(
          "%s --%s takes %s, found '%s'"
              .formatted(command, name, String.join(", ", values), value));
    }
    return value;
  }

  /**
   * The one word.
   *
   * @param what it is, in words
   * @throws CommandException if there is none, or more than one
   */
  public String word(String what) {
    if (words.size() != 1) {
      throw CommandException.usage(
          words.isEmpty()
              ? "%s needs %s".formatted(command, what)
              : "%s takes one word, %s; found %d (is it in quotes?)"
                  .formatted(command, what, words.size()));
    }
    return words.getFirst();
  }

  /** All words, as they were typed. */
  public List<String> words() {
    return words;
  }

  /**
   * The one word, which is one of these; without a word the first of them.
   *
   * @throws CommandException if it is another one, or there are several
   */
  public String oneOfWords(List<String> known) {
    if (words.isEmpty()) {
      return known.getFirst();
    }
    if (words.size() > 1 || !known.contains(words.getFirst())) {
      throw CommandException.usage(
          "%s takes %s, found '%s'"
              .formatted(command, String.join(", ", known), String.join(" ", words)));
    }
    return words.getFirst();
  }

  /**
   * Makes sure that there are no words.
   *
   * @throws CommandException naming the first one
   */
  public Arguments withoutWords() {
    if (!words.isEmpty()) {
      throw CommandException.usage("%s takes no '%s'".formatted(command, words.getFirst()));
    }
    return this;
  }
}
