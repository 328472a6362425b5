package dev.oceanus.common.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The only reader of the environment. Each setting is read once, by name, with its default and what
 * it is for; faults are gathered, and {@link #check} reports them all. Not thread-safe: used while
 * a process starts.
 *
 * <p>A read never throws: where a value is missing or wrong it notes the fault and returns the
 * default, or a placeholder of the type when there is none, and {@link #check} then throws.
 */
public final class Env {
  private static final String PREFIX = "OCEANUS_";
  private static final int FOUND_AT_MOST = 120;

  private final Map<String, String> variables;
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  /** An environment with these variables; only names that begin with {@code OCEANUS_} count. */
  public Env(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /**
   * A setting as the README's table shows it.
   *
   * @param name of the variable
   * @param type what it may hold, in words
   * @param fallback the default as one would write it; null where there is none
   * @param purpose what it is for, one sentence
   */
  public record Setting(String name, String type, @Nullable String fallback, String purpose) {}

  /** A text. Without a default ({@code null}) the setting is required. */
  public String text(String name, @Nullable String fallback, String purpose) {
    note(name, "text", fallback, purpose);
    String value = variables.get(name);
    if (value != null && !value.isBlank()) {
      return value;
    }
    if (value != null) {
      fault(name, "must not be blank", value);
    } else if (fallback == null) {
      faults.add(name + ": is required, found nothing");
    }
    return fallback == null ? "" : fallback;
  }

  /** A whole number within bounds, both included. */
  public int integer(String name, int fallback, int least, int most, String purpose) {
    String rule = "whole number from " + least + " to " + most;
    note(name, rule, Integer.toString(fallback), purpose);
    return read(
        name,
        fallback,
        rule,
        text -> {
          int value = Integer.parseInt(text);
          return value >= least && value <= most ? value : null;
        });
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean fallback, String purpose) {
    String rule = "true or false";
    note(name, rule, Boolean.toString(fallback), purpose);
    return read(
        name,
        fallback,
        rule,
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> null;
            });
  }

  /** A time span with its unit: {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1h}, {@code 7d}. */
  public Duration duration(
      String name, Duration fallback, Duration least, Duration most, String purpose) {
    String rule = "time from " + Units.print(least) + " to " + Units.print(most);
    note(name, rule, Units.print(fallback), purpose);
    return read(
        name,
        fallback,
        rule + ", as 250ms, 2s, 5m, 1h or 7d",
        text -> {
          Duration value = Units.duration(text);
          return value.compareTo(least) >= 0 && value.compareTo(most) <= 0 ? value : null;
        });
  }

  /** A size with its unit: {@code 512B}, {@code 256KiB}, {@code 64MiB}, {@code 1GiB}. */
  public ByteSize size(
      String name, ByteSize fallback, ByteSize least, ByteSize most, String purpose) {
    String rule = "size from " + Units.print(least) + " to " + Units.print(most);
    note(name, rule, Units.print(fallback), purpose);
    return read(
        name,
        fallback,
        rule + ", as 512B, 256KiB, 64MiB or 1GiB",
        text -> {
          ByteSize value = Units.size(text);
          return value.bytes() >= least.bytes() && value.bytes() <= most.bytes() ? value : null;
        });
  }

  /** An absolute URI with a host and one of these schemes. Without a default it is required. */
  public URI uri(String name, @Nullable String fallback, Set<String> schemes, String purpose) {
    String rule = "URI with a host and the scheme " + String.join(" or ", new TreeSet<>(schemes));
    note(name, rule, fallback, purpose);
    if (fallback == null && variables.get(name) == null) {
      faults.add(name + ": is required, found nothing");
    }
    URI placeholder = URI.create(fallback == null ? "missing://missing" : fallback);
    String value = variables.get(name);
    if (value == null) {
      return placeholder;
    }
    try {
      URI uri = new URI(value);
      if (uri.getHost() != null && schemes.contains(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // named below, without the exception's text: it repeats the value, which may hold a password
    }
    fault(name, "must be a " + rule, withoutUserInfo(value));
    return placeholder;
  }

  /** Comma-separated texts, trimmed; empty ones are left out. */
  public List<String> list(String name, List<String> fallback, String purpose) {
    note(name, "comma-separated texts", String.join(",", fallback), purpose);
    String value = variables.get(name);
    return value == null
        ? fallback
        : Arrays.stream(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /** One of the constants of an enum, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String name, Class<E> type, E fallback, String purpose) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      choices.put(key(constant), constant);
    }
    String rule = String.join(" or ", choices.keySet());
    note(name, rule, key(fallback), purpose);
    return read(name, fallback, rule, choices::get);
  }

  /**
   * A secret in the file that this variable names ({@code *_FILE}); trailing line ends are cut.
   *
   * @return null when the variable is not set, or with a fault when the file cannot be read
   */
  public @Nullable Secret secret(String name, String purpose) {
    if (!name.endsWith("_FILE")) {
      throw new IllegalArgumentException(name + ": a secret comes from a *_FILE variable");
    }
    note(name, "path of a file", null, purpose);
    String path = variables.get(name);
    if (path == null) {
      return null;
    }
    try {
      String content = Files.readString(Path.of(path)).stripTrailing();
      if (!content.isEmpty()) {
        return new Secret(content);
      }
      fault(name, "must name a file that holds a secret, not an empty one", path);
    } catch (IOException | IllegalArgumentException e) {
      fault(name, "must name a readable file (" + e.getClass().getSimpleName() + ")", path);
    }
    return null;
  }

  /** Notes a fault of a value that only its user can judge. */
  public void fault(String name, String rule, String found) {
    faults.add(name + ": " + rule + ", found '" + printable(found) + "'");
  }

  /** Notes faults that name their place themselves, such as those of a file. */
  public void faults(List<String> lines) {
    faults.addAll(lines);
  }

  /** Whether somebody has set this. */
  public boolean isSet(String name) {
    return variables.containsKey(name);
  }

  /** Every setting read so far, in order. */
  public List<Setting> settings() {
    return List.copyOf(settings.values());
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigException with one line for each fault, an unknown {@code OCEANUS_} name included
   */
  public void check() {
    List<String> all = new ArrayList<>(faults);
    new TreeSet<>(variables.keySet())
        .stream()
            .filter(name -> name.startsWith(PREFIX) && !settings.containsKey(name))
            .forEach(
                name ->
                    all.add(name + ": is not a setting" + Similar.hint(name, settings.keySet())));
    if (!all.isEmpty()) {
      throw new ConfigException(all);
    }
  }

  private void note(String name, String type, @Nullable String fallback, String purpose) {
    if (!name.startsWith(PREFIX)) {
      throw new IllegalArgumentException(name + " does not begin with " + PREFIX);
    }
    Setting setting = new Setting(name, type, fallback, purpose);
    Setting twin = settings.putIfAbsent(name, setting);
    if (twin != null && !twin.equals(setting)) {
      throw new IllegalArgumentException(name + " is read twice, differently");
    }
  }

  /** The value by this parser, which answers null or throws where it does not obey the rule. */
  private <T> T read(String name, T fallback, String rule, Function<String, @Nullable T> parser) {
    String text = variables.get(name);
    if (text == null) {
      return fallback;
    }
    try {
      T value = parser.apply(text.strip());
      if (value != null) {
        return value;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // named below like any other value that breaks the rule
    }
    fault(name, "must be " + rule, text);
    return fallback;
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String withoutUserInfo(String uri) {
    return uri.replaceFirst("//[^/]*@", "//****@");
  }

  private static String printable(String found) {
    String cut = found.length() > FOUND_AT_MOST ? found.substring(0, FOUND_AT_MOST) + "..." : found;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
