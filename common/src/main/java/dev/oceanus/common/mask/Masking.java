package dev.oceanus.common.mask;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the values of named fields wherever they stand in a text: in JSON at any depth, in pairs
 * of a query or a form, and in either of them inside a value of the other. Names count in whatever
 * case, and as one of the words of {@code customer[email]} or {@code customer.email}. Where a text
 * cannot be read, yet could hold one of the names, the answer is null: nothing of it may be kept.
 * Immutable.
 */
public final class Masking {
  /** What stands for a value. */
  public static final String MASK = "****";

  /** Masks nothing. */
  public static final Masking NONE = new Masking(Set.of());

  /** Texts within texts are followed so far; what is deeper is kept only if it holds no name. */
  private static final int DEEPEST = 8;

  private static final Pattern WORDS = Pattern.compile("[\\[\\].\\s]+");

  private final Set<String> names = new HashSet<>();

  /**
   * @param names of parameters, form fields, JSON keys and columns
   */
  public Masking(Collection<String> names) {
    names.forEach(name -> this.names.add(name.toLowerCase(Locale.ROOT)));
  }

  /** Whether nothing is masked. */
  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** Whether the value of this name is masked. */
  public boolean hides(String name) {
    if (names.isEmpty()) {
      return false;
    }
    String lower = name.toLowerCase(Locale.ROOT).strip();
    if (names.contains(lower)) {
      return true;
    }
    for (String word : WORDS.split(lower, -1)) {
      if (names.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** Masks a text that should be JSON; the text itself if there is nothing to mask. */
  public @Nullable String json(String text) {
    return names.isEmpty() ? text : json(text, 0);
  }

  /** Masks url-encoded pairs, one char a byte; the text itself if there is nothing to mask. */
  public @Nullable String pairs(String text) {
    return names.isEmpty() ? text : new Pairs(this, 0).masked(text, "&");
  }

  /** Masks what stands inside a value, once it is decoded; the text itself if there is nothing. */
  public @Nullable String value(String text) {
    return names.isEmpty() ? text : value(text, 0);
  }

  @Nullable String json(String text, int depth) {
    String masked = depth > DEEPEST ? null : new JsonText(this, depth).masked(text);
    return masked == null && !couldHold(text) ? text : masked;
  }

  @Nullable String value(String text, int depth) {
    String begin = text.stripLeading();
    if (begin.startsWith("{") || begin.startsWith("[") || begin.startsWith("\"")) {
      return json(text, depth);
    }
    if (text.indexOf('=') < 0) {
      return text;
    }
    if (depth > DEEPEST) {
      return couldHold(text) ? null : text;
    }
    return new Pairs(this, depth).masked(text, "?&;#");
  }

  /** Whether a masked name could stand in a text that cannot be read, be it by escapes. */
  public boolean couldHold(String text) {
    if (text.indexOf('\\') >= 0 || text.indexOf('%') >= 0) {
      return true;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return names.stream().anyMatch(lower::contains);
  }
}
