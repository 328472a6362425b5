package dev.oceanus.local.doctor.check;

import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Exchange.Answered;
import dev.oceanus.local.doctor.facts.Exchange.Failed;
import dev.oceanus.local.doctor.facts.Exchange.Pending;
import dev.oceanus.local.doctor.facts.Tags.Script;
import dev.oceanus.local.doctor.facts.Urls;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the tag's script came from the collector, as a script. */
final class ScriptCheck implements Check {
  private static final String ABOUT = "script";

  @Override
  public List<Finding> findings(Case given) {
    Map<URI, Exchange> byUrl = new LinkedHashMap<>();
    given.calls().loads().forEach(load -> byUrl.put(load.request().url(), load));
    List<Finding> findings = new ArrayList<>();
    byUrl.forEach((url, load) -> findings.add(loaded(url, load)));
    for (Script tag : given.calls().tags()) {
      if (byUrl.keySet().stream().noneMatch(url -> Urls.same(url, tag.src()))) {
        findings.add(
            Finding.problem(
                ABOUT,
                "the browser did not ask for " + tag.src(),
                "Look for a consent manager that changes type=\"text/javascript\", and for a policy"));
      }
    }
    return findings.stream().distinct().toList();
  }

  private static Finding loaded(URI url, Exchange load) {
    return switch (load.outcome()) {
      case Answered answer -> answered(url, answer);
      case Failed failed ->
          Finding.problem(
              ABOUT,
              "%s was not loaded: %s (%s)".formatted(url, failed.cause().words(), failed.said()),
              Remedies.of(failed.cause(), url));
      case Pending pending ->
          Finding.problem(
              ABOUT,
              url + " was not answered as long as the page was looked at",
              "Check that the collector is reached quickly from here");
    };
  }

  private static Finding answered(URI url, Answered answer) {
    if (answer.status() == 404) {
      return Finding.problem(
          ABOUT,
          url + " answered 404",
          "Check the address: is it the collector, and does the script have another name there?");
    }
    if (answer.status() >= 300 && answer.status() != 304) {
      return Finding.problem(
          ABOUT, url + " answered " + answer.status(), Refusals.ofStatus(answer.status()).remedy());
    }
    String type = answer.mediaType();
    if (!type.isEmpty() && !type.contains("javascript")) {
      return Finding.problem(
          ABOUT,
          "%s is %s, which browsers do not run".formatted(url, type),
          "Check that the address is the collector's");
    }
    return Finding.ok(
        ABOUT,
        "%s answered %d%s%s"
            .formatted(
                url,
                answer.status(),
                type.isEmpty() ? "" : ", " + type,
                answer.by() == Exchange.By.SERVER ? "" : ", from a cache of the browser"));
  }
}
