package dev.oceanus.local.doctor.policy;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One Content-Security-Policy, read as browsers read it: of a directive that stands twice the first
 * counts, and what a directive does not say its fallback does. Immutable.
 */
public final class Policy {
  private final Map<String, List<SourceExpression>> directives;
  private final Map<String, String> texts;

  private Policy(Map<String, List<SourceExpression>> directives, Map<String, String> texts) {
    this.directives = directives;
    this.texts = texts;
  }

  /** What becomes of a request under a policy. */
  public enum Verdict {
    ALLOWED,
    BLOCKED,
    /** It depends on what this policy trusts by nonce, hash or {@code strict-dynamic}. */
    DEPENDS
  }

  /**
   * Something that a page wants to fetch.
   *
   * @param self the page's own address
   * @param url what it fetches
   * @param nonce of the script element; empty if it has none, or it is not known
   */
  public record Fetch(Kind kind, URI self, URI url, String nonce) {}

  /** What a fetch is for, with the directives that decide, the most special first. */
  public enum Kind {
    SCRIPT("script-src-elem", "script-src", "default-src"),
    CONNECT("connect-src", "default-src"),
    IMAGE("img-src", "default-src"),
    FORM("form-action");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> directives;

    Kind(String... directives) {
      this.directives = List.of(directives);
    }

    /** The directive that one writes for it. */
    public String directive() {
      return this == SCRIPT ? "script-src" : directives.getFirst();
    }
  }

  /** Reads one policy. */
  public static Policy of(String text) {
    Map<String, List<SourceExpression>> directives = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (String directive : text.split(";", -1)) {
      List<String> words =
          new ArrayList<>(Arrays.stream(directive.strip().split("[ \\t\\r\\n\\f]+")).toList());
      String name = words.removeFirst().toLowerCase(Locale.ROOT);
      if (!name.isEmpty() && !directives.containsKey(name)) {
        directives.put(name, words.stream().map(SourceExpression::of).toList());
        texts.put(name, String.join(" ", words));
      }
    }
    return new Policy(directives, texts);
  }

  /** The directive that decides about a kind, if one does. */
  public Optional<String> deciding(Kind kind) {
    return kind.directives.stream().filter(directives::containsKey).findFirst();
  }

  /** What becomes of a fetch. */
  public Verdict verdict(Fetch fetch) {
    Optional<String> deciding = deciding(fetch.kind());
    if (deciding.isEmpty()) {
      return Verdict.ALLOWED;
    }
    List<SourceExpression> sources = directives.getOrDefault(deciding.get(), List.of());
    if (fetch.kind() == Kind.SCRIPT) {
      boolean trusted = sources.stream().anyMatch(source -> source.isNonce(fetch.nonce()));
      if (trusted) {
        return Verdict.ALLOWED;
      }
      if (sources.stream().anyMatch(SourceExpression::isStrictDynamic)) {
        return Verdict.DEPENDS; // hosts do not count, but a trusted script may bring others
      }
    }
    boolean matches =
        sources.stream().anyMatch(source -> source.matches(fetch.self(), fetch.url()));
    if (matches) {
      return Verdict.ALLOWED;
    }
    boolean others =
        fetch.kind() == Kind.SCRIPT && sources.stream().anyMatch(SourceExpression::isTrust);
    return others ? Verdict.DEPENDS : Verdict.BLOCKED;
  }

  /** The directive as it has to be written for a fetch to be allowed, which it is not. */
  public String mended(Kind kind, String origin) {
    String deciding = deciding(kind).orElse("");
    String old = texts.getOrDefault(deciding, "");
    String name =
        deciding.equals("default-src") || deciding.isEmpty() ? kind.directive() : deciding;
    boolean none = old.isEmpty() || old.equalsIgnoreCase("'none'");
    return name + (none ? " " : " " + old + " ") + origin;
  }
}
