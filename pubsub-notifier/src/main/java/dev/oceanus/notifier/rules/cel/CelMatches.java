package dev.oceanus.notifier.rules.cel;

import com.google.re2j.Pattern;
import dev.cel.common.CelOptions;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.RuntimeHelpers;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code matches()} as CEL defines it, but with patterns that are compiled once if a condition
 * spells them out; CEL's own compiles them for each event. Thread-safe.
 */
final class CelMatches {
  static final String FUNCTION = "matches";

  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final CelOptions options;

  /** A pattern that a condition spells out. */
  private record Known(CelNeedles needles, Pattern pattern) {}

  CelMatches(CelOptions options) {
    this.options = options;
  }

  /** Keeps a pattern that has been tried. */
  void keep(String pattern) {
    known.computeIfAbsent(pattern, text -> new Known(CelNeedles.of(text), Pattern.compile(text)));
  }

  /** What takes the place of CEL's own function. */
  @SuppressWarnings("Immutable") // what it keeps changes no answer
  Collection<CelFunctionBinding> bindings() {
    return CelFunctionBinding.fromOverloads(
        FUNCTION,
        CelFunctionBinding.from("matches", String.class, String.class, this::matches),
        CelFunctionBinding.from("matches_string", String.class, String.class, this::matches));
  }

  private boolean matches(String text, String pattern) {
    Known spelt = known.get(pattern);
    if (spelt != null) {
      return spelt.needles.mayMatch(text) && spelt.pattern.matcher(text).find();
    }
    try {
      return RuntimeHelpers.matches(text, pattern, options);
    } catch (RuntimeException e) {
      throw new CelInvalidArgumentException(e);
    }
  }
}
