package dev.oceanus.local.doctor.check;

import dev.oceanus.local.doctor.facts.Tags.Script;
import dev.oceanus.local.doctor.facts.Visitor.Cookie;
import dev.oceanus.local.doctor.wire.CollectorCalls;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Whether each tag waits for its visitor to agree, and whether it keeps to that. */
final class ConsentCheck implements Check {
  private static final String ABOUT = "consent";
  private static final String PREFIX = "_oc_";

  @Override
  public List<Finding> findings(Case given) {
    return given.calls().tags().stream().map(tag -> of(given, tag)).distinct().toList();
  }

  private static Finding of(Case given, Script tag) {
    String site = CollectorCalls.siteOf(tag);
    String which = site.isEmpty() ? "a tag" : "the tag of " + site;
    if (!CollectorCalls.waitsForConsent(tag)) {
      return Finding.ok(ABOUT, which + " does not wait for it (no data-consent=\"wait\")");
    }
    if (sends(given, tag)) {
      return Finding.ok(ABOUT, which + " waits for it, and the page gave it");
    }
    Optional<Cookie> early = earlyCookie(given, tag);
    if (early.isPresent()) {
      return Finding.problem(
          ABOUT,
          "the cookie %s is there, though nobody has agreed".formatted(early.get().name()),
          "Look for another tag in the page that does not wait, or code of its own that sets it");
    }
    return Finding.warning(
        ABOUT,
        which + " waits for it, and nobody gave it while the page was looked at",
        "That is right before a visitor agrees; then the page has to call oceanus('consent', true)");
  }

  private static boolean sends(Case given, Script tag) {
    String site = CollectorCalls.siteOf(tag);
    return given.calls().beacons().stream().anyMatch(beacon -> beacon.site().equals(site));
  }

  /** One of the tag's own in a browser that came without any, and of no tag that may have some. */
  private static Optional<Cookie> earlyCookie(Case given, Script tag) {
    List<Cookie> cookies = given.seen().visitor().cookies();
    if (cookies == null) {
      return Optional.empty();
    }
    Set<String> allowed =
        given.calls().tags().stream()
            .filter(other -> !CollectorCalls.waitsForConsent(other) || sends(given, other))
            .map(ConsentCheck::prefix)
            .collect(Collectors.toSet());
    Predicate<Cookie> isAllowed = cookie -> allowed.stream().anyMatch(cookie.name()::startsWith);
    return cookies.stream()
        .filter(cookie -> cookie.name().startsWith(prefix(tag)))
        .filter(isAllowed.negate())
        .findFirst();
  }

  private static String prefix(Script tag) {
    return tag.attributes().getOrDefault("data-prefix", PREFIX);
  }
}
