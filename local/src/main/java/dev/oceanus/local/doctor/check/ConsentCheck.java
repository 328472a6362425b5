package dev.oceanus.local.doctor.check;

import dev.oceanus.local.doctor.facts.Visitor.Cookie;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the tag waits for its visitor to agree, and whether it keeps to that. */
final class ConsentCheck implements Check {
  private static final String ABOUT = "consent";
  private static final String PREFIX = "_oc_";

  @Override
  public List<Finding> findings(Case given) {
    if (given.calls().tags().isEmpty()) {
      return List.of();
    }
    if (!given.waitsForConsent()) {
      return List.of(Finding.ok(ABOUT, "the tag does not wait for it (no data-consent=\"wait\")"));
    }
    if (!given.calls().beacons().isEmpty()) {
      return List.of(Finding.ok(ABOUT, "the tag waits for it, and the page gave it"));
    }
    Optional<Cookie> early = cookie(given);
    if (early.isPresent()) {
      return List.of(
          Finding.problem(
              ABOUT,
              "the cookie %s is there, though nobody has agreed".formatted(early.get().name()),
              "Look for another tag in the page that does not wait, or code of its own that sets it"));
    }
    return List.of(
        Finding.warning(
            ABOUT,
            "the tag waits for it, and nobody gave it while the page was looked at",
            "That is right before a visitor agrees; then the page has to call oceanus('consent', true)"));
  }

  /** One of the tag's own, in a browser that came without any. */
  private static Optional<Cookie> cookie(Case given) {
    Set<String> prefixes =
        given.calls().tags().stream()
            .map(tag -> tag.attributes().getOrDefault("data-prefix", PREFIX))
            .collect(Collectors.toSet());
    List<Cookie> cookies = given.seen().visitor().cookies();
    return cookies == null
        ? Optional.empty()
        : cookies.stream()
            .filter(cookie -> prefixes.stream().anyMatch(cookie.name()::startsWith))
            .findFirst();
  }
}
