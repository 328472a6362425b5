package dev.oceanus.local.doctor.check;

import dev.oceanus.local.doctor.facts.Page;
import dev.oceanus.local.doctor.facts.Urls;
import dev.oceanus.local.doctor.facts.Visitor;
import dev.oceanus.local.doctor.facts.Visitor.Cookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a visitor is known again: by a cookie of the page's own site. */
final class CookieCheck implements Check {
  private static final String ABOUT = "cookies";

  @Override
  public List<Finding> findings(Case given) {
    if (given.calls().collectors().isEmpty()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(visitorsCookie(given));
    Page page = given.seen().page();
    given.calls().collectors().stream()
        .flatMap(origin -> Urls.web(origin).stream())
        .filter(uri -> !relatives(page.url(), uri))
        .map(uri -> foreign(page, uri))
        .forEach(findings::add);
    return findings;
  }

  private static Finding visitorsCookie(Case given) {
    Visitor visitor = given.seen().visitor();
    if (Boolean.FALSE.equals(visitor.keepsCookies())) {
      return Finding.warning(
          ABOUT, "this browser keeps none: each page view looks like a new visitor's", "");
    }
    List<Cookie> cookies = visitor.cookies();
    if (cookies == null) {
      return Finding.unchecked(ABOUT, "they are not in the file", "Give doctor the page's URL");
    }
    Set<String> visitors =
        given.calls().beacons().stream()
            .flatMap(beacon -> beacon.events().stream())
            .map(event -> event.visitor())
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toSet());
    Optional<Cookie> own =
        cookies.stream().filter(cookie -> visitors.contains(cookie.value())).findFirst();
    if (own.isPresent()) {
      return Finding.ok(
          ABOUT,
          "the visitor's id is in the cookie %s of %s"
              .formatted(own.get().name(), own.get().domain()));
    }
    return visitors.isEmpty()
        ? Finding.ok(ABOUT, "no visitor's id was sent, so none is kept")
        : Finding.warning(
            ABOUT,
            "the visitor's id that was sent is in no cookie: each page view looks like a new visitor's",
            "Look whether something deletes cookies, or data-domain names another domain");
  }

  private static Finding foreign(Page page, URI collector) {
    return Finding.warning(
        ABOUT,
        "the collector %s is on another domain than the page (%s)"
            .formatted(collector.getHost(), page.url().getHost()),
        "Browsers and blockers let through more from a subdomain of your own (docs/site-owners.md)");
  }

  /** Whether two hosts seem to be of one owner: one host, or the same last two labels. */
  private static boolean relatives(URI page, URI collector) {
    return page.getHost().equalsIgnoreCase(collector.getHost())
        || (Urls.isLoopback(page) && Urls.isLoopback(collector))
        || domain(page.getHost()).equalsIgnoreCase(domain(collector.getHost()));
  }

  private static String domain(String host) {
    List<String> labels = Arrays.asList(host.split("\\."));
    int all = labels.size();
    // co.uk and the like: a short second label is taken for a part of the suffix
    int own = all > 2 && labels.get(all - 2).length() <= 3 ? 3 : 2;
    return String.join(".", labels.subList(Math.max(0, all - own), all));
  }
}
