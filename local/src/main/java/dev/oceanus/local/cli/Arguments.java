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
    Map<String, String> options = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      String each = typed.get(i);
      if (each.equals("--")) {
        words.addAll(typed.subList(i + 1, typed.size()));
        break;
      }
      if (!each.startsWith("-") || each.equals("-")) {
        words.add(each);
        continue;
      }
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      if (!name.startsWith("--") || !known.contains(name.substring(2))) {
        throw CommandException.usage("%s has no option '%s'".formatted(command, name));
      }
      if (equals < 0 && i + 1 == typed.size()) {
        throw CommandException.usage("%s %s needs a value".formatted(command, name));
      }
      String value = equals < 0 ? typed.get(++i) : each.substring(equals + 1);
      if (options.put(name.substring(2), value) != null) {
        throw CommandException.usage("%s takes %s once".formatted(command, name));
      }
    }
    return new Arguments(command, options, words);
  }

  /** The value of an option, if it was given. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
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
