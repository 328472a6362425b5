package dev.oceanus.collector.relay;

import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.stream.Lane;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A lane with sites whose events are published.
 *
 * @param lane the lane
 * @param names which columns say what an event is
 * @param site what is said to be the site of every event, where no column does; empty if several
 *     sites share the table
 * @param live names of the sites whose events are published
 */
record LiveLane(Lane lane, Names names, String site, Set<String> live) {
  LiveLane {
    live = Set.copyOf(live);
  }

  /**
   * Columns of a schema.
   *
   * @param site that with the site's name, or null
   * @param name that with the event's name, or null
   * @param id that with the event's identity, or null
   */
  record Names(@Nullable String site, @Nullable String name, @Nullable String id) {
    static Names of(Schema schema) {
      if (schema.name().equals(Schemas.WEB.name())) {
        return new Names("site", "event_name", "event_id");
      }
      return new Names(null, schema.name().equals(Schemas.LOG.name()) ? "evt" : null, null);
    }
  }

  /** The lanes with at least one site that is live; never those of Oceanus' own. */
  static List<LiveLane> of(SiteCatalogue catalogue) {
    Map<Lane, List<Site>> byLane = new LinkedHashMap<>();
    for (Site site : catalogue.sites()) {
      byLane.computeIfAbsent(site.lane(), lane -> new ArrayList<>()).add(site);
    }
    List<LiveLane> lanes = new ArrayList<>();
    byLane.forEach(
        (lane, sites) -> {
          Set<String> live =
              sites.stream().filter(Site::live).map(Site::name).collect(Collectors.toSet());
          if (!live.isEmpty()) {
            String only = sites.size() == 1 ? sites.getFirst().name() : "";
            lanes.add(new LiveLane(lane, Names.of(sites.getFirst().schema()), only, live));
          }
        });
    return lanes;
  }
}
