package dev.oceanus.local.doctor.check;

import dev.oceanus.common.site.Site;
import dev.oceanus.local.doctor.facts.Cause;
import dev.oceanus.local.doctor.facts.Exchange.Answered;
import dev.oceanus.local.doctor.facts.Exchange.Failed;
import dev.oceanus.local.doctor.facts.Exchange.Pending;
import dev.oceanus.local.doctor.facts.Tags;
import dev.oceanus.local.doctor.wire.Beacon;
import dev.oceanus.local.doctor.wire.CollectorAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What became of each request that carried events. */
final class BeaconCheck implements Check {
  private static final String ABOUT = "events";
  private static final int MOST = 20;

  @Override
  public List<Finding> findings(Case given) {
    List<Beacon> beacons =
        given.calls().beacons().stream().filter(beacon -> !isRetry(given, beacon)).toList();
    List<Finding> findings = new ArrayList<>();
    beacons.stream().limit(MOST).forEach(beacon -> findings.addAll(of(given, beacon)));
    if (beacons.size() > MOST) {
      findings.add(
          Finding.unchecked(ABOUT, (beacons.size() - MOST) + " more requests are left out", ""));
    }
    Tags.State state = given.seen().tags().state();
    if (state != null && state.kind() == Tags.Kind.RUNNING) {
      silent(given).forEach(site -> findings.add(silence(site)));
    }
    return findings;
  }

  /** Whether it is under way with what an earlier request has tried to bring. */
  private static boolean isRetry(Case given, Beacon beacon) {
    return beacon.exchange().outcome() instanceof Pending
        && given.calls().beacons().stream()
            .filter(other -> !(other.exchange().outcome() instanceof Pending))
            .flatMap(other -> other.events().stream())
            .anyMatch(event -> !event.id().isEmpty() && beacon.events().contains(event));
  }

  /** Sites whose tag sent nothing, though nothing holds it back. */
  private static Set<String> silent(Case given) {
    boolean objects = Boolean.TRUE.equals(given.seen().visitor().gpc());
    return objects ? Set.of() : given.calls().silentSites(tag -> true);
  }

  private static Finding silence(String site) {
    return Finding.problem(
        ABOUT,
        "the tag runs, but sent none for %s while the page was looked at".formatted(site),
        "Look for data-auto=\"off\", for a before hook that stops events, and into the browser's"
            + " console");
  }

  private static List<Finding> of(Case given, Beacon beacon) {
    return switch (beacon.exchange().outcome()) {
      case Answered answer -> answered(given, beacon, answer);
      case Failed failed -> List.of(failed(given, beacon, failed));
      case Pending pending ->
          List.of(
              Finding.problem(
                  ABOUT,
                  beacon.words() + ": no answer as long as the page was looked at",
                  "Try a longer --timeout, and check that the collector is reached quickly"));
    };
  }

  private static Finding failed(Case given, Beacon beacon, Failed failed) {
    if (failed.status() >= 400) {
      return refused(given, beacon, failed.status());
    }
    String found =
        "%s: not sent, or no answer: %s (%s)"
            .formatted(beacon.words(), failed.cause().words(), failed.said());
    String remedy = Remedies.of(failed.cause(), beacon.exchange().request().url());
    return failed.cause() == Cause.ABORTED
        ? Finding.warning(ABOUT, found, remedy)
        : Finding.problem(ABOUT, found, remedy);
  }

  private static List<Finding> answered(Case given, Beacon beacon, Answered answer) {
    List<Finding> refusals = refusals(given, beacon);
    if (!refusals.isEmpty()) {
      return refusals;
    }
    if (answer.status() >= 400) {
      return List.of(refused(given, beacon, answer.status()));
    }
    return List.of(Finding.ok(ABOUT, "%s: answered %d".formatted(beacon.words(), answer.status())));
  }

  private static Finding refused(Case given, Beacon beacon, int status) {
    Refusals.Refusal refusal = Refusals.ofStatus(status);
    String origin = given.seen().page().origin();
    boolean ofOrigin = status == 403;
    return Finding.problem(
        ABOUT,
        "%s: refused with %d. %s".formatted(beacon.words(), status, refusal.meaning()),
        ofOrigin ? Refusals.originLine(origins(given, beacon), origin) : refusal.remedy());
  }

  /** What the answer says of each event. */
  private static List<Finding> refusals(Case given, Beacon beacon) {
    return beacon.answer().refused().stream().map(each -> refused(given, beacon, each)).toList();
  }

  private static Finding refused(Case given, Beacon beacon, CollectorAnswer.Refused event) {
    String reason = event.reason();
    return Finding.problem(
        ABOUT,
        "%s%s: refused, %s%s. %s"
            .formatted(
                name(beacon, event.index()),
                beacon.site().isEmpty() ? "" : " for " + beacon.site(),
                event.field().isEmpty() ? "" : event.field() + " ",
                reason,
                Refusals.ofReason(reason).meaning()),
        reason.equals("origin")
            ? Refusals.originLine(origins(given, beacon), given.seen().page().origin())
            : Refusals.ofReason(reason).remedy());
  }

  private static String name(Beacon beacon, int index) {
    String name = index < beacon.events().size() ? beacon.events().get(index).name() : "";
    return name.isEmpty() ? "an event" : name;
  }

  private static Collection<String> origins(Case given, Beacon beacon) {
    return given.catalogue() == null
        ? Set.of()
        : given.catalogue().site(beacon.site()).map(Site::origins).orElse(Set.of());
  }
}
