package dev.oceanus.local.doctor.check;

import dev.oceanus.common.config.Similar;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.local.doctor.facts.Tags.Script;
import dev.oceanus.local.doctor.facts.Urls;
import dev.oceanus.local.doctor.wire.Beacon;
import dev.oceanus.local.doctor.wire.CollectorCalls;
import dev.oceanus.local.doctor.wire.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the collector's catalogue knows the page's sites and lets them send from there. */
final class SiteCheck implements Check {
  private static final String ABOUT = "site";
  private static final String CREDENTIALS = "data-credentials";
  private static final String INCLUDE = "include";

  @Override
  public List<Finding> findings(Case given) {
    SiteCatalogue catalogue = given.catalogue();
    Set<String> names = given.calls().sites();
    if (names.isEmpty()) {
      return List.of();
    }
    if (catalogue == null) {
      return List.of(
          Finding.unchecked(
              ABOUT,
              "what sites.yaml says of " + String.join(", ", names) + " is not known",
              "Name a data folder with --data, or the catalogue by OCEANUS_SITES_FILE"));
    }
    List<Finding> findings = new ArrayList<>();
    for (String name : names) {
      catalogue
          .site(name)
          .ifPresentOrElse(
              site -> ofSite(given, site, findings), () -> findings.add(unknown(name, catalogue)));
    }
    return findings;
  }

  private static Finding unknown(String name, SiteCatalogue catalogue) {
    Set<String> known =
        catalogue.sites().stream().map(Site::name).collect(Collectors.toCollection(TreeSet::new));
    return Finding.problem(
        ABOUT,
        "sites.yaml has no site %s%s; it has %s"
            .formatted(name, Similar.hint(name, known), String.join(", ", known)),
        "Mend the name in the page, or add the site");
  }

  private static void ofSite(Case given, Site site, List<Finding> findings) {
    int before = findings.size();
    String origin = given.seen().page().origin();
    if (!site.admits(origin)) {
      findings.add(
          Finding.problem(
              ABOUT,
              "%s does not list the page's origin %s".formatted(site.name(), origin),
              Refusals.originLine(site.origins(), origin)));
    }
    given.calls().beacons().stream()
        .filter(beacon -> beacon.site().equals(site.name()))
        .map(Beacon::route)
        .distinct()
        .filter(route -> !accepts(site, route))
        .map(
            route ->
                Finding.problem(
                    ABOUT,
                    "%s takes nothing by %s".formatted(site.name(), route.path()),
                    "Add %s to its accepts, with a schema that goes with it"
                        .formatted(route.key())))
        .forEach(findings::add);
    withoutCookies(given, site, findings);
    if (findings.size() == before) {
      findings.add(
          Finding.ok(
              ABOUT,
              "%s is known%s, with the schema %s and the table %s"
                  .formatted(
                      site.name(),
                      site.origins().isEmpty() ? "" : " and lists " + origin,
                      site.schema().name(),
                      site.lane().name())));
    }
  }

  /** A collector's cookies reach it only from tags that are told to send them along. */
  private static void withoutCookies(Case given, Site site, List<Finding> findings) {
    List<String> settings = new ArrayList<>();
    if (site.privacy().objection().optOutCookie() != null) {
      settings.add("opt_out_cookie");
    }
    if (site.privacy().cookie() != null) {
      settings.add("cookie");
    }
    boolean without =
        given.calls().tags().stream()
            .filter(tag -> CollectorCalls.siteOf(tag).equals(site.name()))
            .anyMatch(tag -> !sendsCookies(tag, given.seen().page().origin()));
    if (without && !settings.isEmpty()) {
      findings.add(
          Finding.problem(
              ABOUT,
              "%s has %s in its privacy settings, and the tag sends no cookies along"
                  .formatted(site.name(), String.join(" and ", settings)),
              "Add %s=\"%s\" to the tag".formatted(CREDENTIALS, INCLUDE)));
    }
  }

  private static boolean sendsCookies(Script tag, String page) {
    return switch (tag.attributes().getOrDefault(CREDENTIALS, "omit")) {
      case INCLUDE -> true;
      case "same-origin" ->
          CollectorCalls.collectorOf(tag).map(Urls::origin).filter(page::equals).isPresent();
      default -> false;
    };
  }

  /** What is no interface of its own is opened by other settings, which the collector judges. */
  private static boolean accepts(Site site, Route route) {
    String name = route.key().toUpperCase(Locale.ROOT);
    boolean isInterface =
        Arrays.stream(Site.Accepts.values()).anyMatch(each -> each.name().equals(name));
    return !isInterface || site.accepts().stream().anyMatch(each -> each.name().equals(name));
  }
}
