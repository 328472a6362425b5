package dev.oceanus.local.doctor.check;

import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.local.doctor.facts.Examination;
import dev.oceanus.local.doctor.facts.Tags.Script;
import dev.oceanus.local.doctor.wire.CollectorCalls;
import org.jspecify.annotations.Nullable;

/**
 * All that checks look at.
 *
 * @param calls what of it is about collectors
 * @param catalogue the collector's sites, or null where they are not known
 */
public record Case(Examination seen, CollectorCalls calls, @Nullable SiteCatalogue catalogue) {
  /** The case of an examination. */
  public static Case of(Examination seen, @Nullable SiteCatalogue catalogue) {
    return new Case(seen, CollectorCalls.of(seen), catalogue);
  }

  /** Whether the page holds events back until its visitor agrees. */
  boolean waitsForConsent() {
    return calls.tags().stream().anyMatch(Case::waitsForConsent);
  }

  static boolean waitsForConsent(Script tag) {
    return tag.attributes().getOrDefault("data-consent", "").equals("wait");
  }
}
