package dev.oceanus.local.doctor.check;

import dev.oceanus.local.doctor.facts.Tags;
import dev.oceanus.local.doctor.facts.Tags.Script;
import dev.oceanus.local.doctor.wire.Beacon;
import dev.oceanus.local.doctor.wire.CollectorCalls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the tag stands in the page, once for each site, and runs. */
final class TagCheck implements Check {
  private static final String ABOUT = "tag";
  private static final String SNIPPET =
      "<script async src=\"https://COLLECTOR/oceanus.js\" data-site=\"SITE\"></script>";

  @Override
  public List<Finding> findings(Case given) {
    if (given.calls().tags().isEmpty()) {
      return List.of(withoutElements(given));
    }
    Map<String, Integer> times = new LinkedHashMap<>();
    for (Script tag : given.calls().tags()) {
      times.merge(CollectorCalls.siteOf(tag), 1, Integer::sum);
    }
    List<Finding> findings = new ArrayList<>();
    times.forEach((site, count) -> findings.add(ofSite(site, count)));
    state(given, findings);
    return findings;
  }

  private static Finding ofSite(String site, int count) {
    if (site.isEmpty()) {
      return Finding.problem(
          ABOUT, "a tag names no site", "Add data-site=\"SITE\" to its script element");
    }
    if (count > 1) {
      return Finding.problem(
          ABOUT,
          "stands %d times in the page for the site %s".formatted(count, site),
          "Leave one; look into templates, plug-ins and the tag manager for the others");
    }
    return Finding.ok(ABOUT, "stands once in the page for the site " + site);
  }

  private static Finding withoutElements(Case given) {
    List<Beacon> beacons = given.calls().beacons();
    if (beacons.stream().anyMatch(beacon -> beacon.route().isPython())) {
      return Finding.ok(ABOUT, "the page carries a tag of the Python system");
    }
    if (given.seen().tags().scripts() == null) {
      return given.calls().loads().isEmpty() && beacons.isEmpty()
          ? Finding.problem(
              ABOUT, "nothing in the file loads oceanus.js or sends events", "Add " + SNIPPET)
          : Finding.unchecked(
              ABOUT,
              "how often it stands in the page is not in the file",
              "Give doctor the page's URL, or export the file with contents");
    }
    return beacons.isEmpty()
        ? Finding.problem(ABOUT, "there is none in the page", "Add " + SNIPPET)
        : Finding.ok(ABOUT, "there is none in the page, which sends its events otherwise");
  }

  private static void state(Case given, List<Finding> findings) {
    Tags.State state = given.seen().tags().state();
    if (state == null) {
      return;
    }
    findings.add(
        switch (state.kind()) {
          case RUNNING -> Finding.ok(ABOUT, "runs, in version " + state.version());
          case QUEUE ->
              Finding.problem(
                  ABOUT,
                  "does not run: calls of oceanus() wait in its queue",
                  "See what the line about the script says");
          case ABSENT ->
              Finding.problem(
                  ABOUT,
                  "does not run: there is no window.oceanus",
                  "See what the line about the script says, and the browser's console");
          case OTHER ->
              Finding.problem(
                  ABOUT,
                  "does not run: something else of the page is called window.oceanus",
                  "Rename what the page calls oceanus");
        });
  }
}
