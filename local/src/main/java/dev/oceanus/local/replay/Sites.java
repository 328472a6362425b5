package dev.oceanus.local.replay;

import dev.oceanus.collector.click.Links;
import dev.oceanus.collector.rehearsal.Rehearsal;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The present catalogue, and for each site what judges its events. Not thread-safe. */
final class Sites {
  private final SiteCatalogue catalogue;
  private final int maxEvents;
  private final Links links;
  private final Map<String, Rehearsal> rehearsals = new HashMap<>();

  /**
   * @param maxEvents most events of one request, as the collector takes them
   * @param links decides about clicks, as in the collector
   */
  Sites(SiteCatalogue catalogue, int maxEvents, Links links) {
    this.catalogue = catalogue;
    this.maxEvents = maxEvents;
    this.links = links;
  }

  @Nullable Site site(String name) {
    return catalogue.site(name).orElse(null);
  }

  /** Any of the sites whose events are in this table; they share its schema. */
  @Nullable Site ofTable(String table) {
    return catalogue.sites().stream()
        .filter(site -> site.lane().name().equals(table))
        .findFirst()
        .orElse(null);
  }

  Rehearsal rehearsal(Site site) {
    return rehearsals.computeIfAbsent(site.name(), name -> new Rehearsal(site, maxEvents, links));
  }
}
