package dev.oceanus.local.doctor.check;

import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.local.doctor.facts.Examination;
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
}
