package dev.oceanus.common.site;

import dev.oceanus.common.mask.Masking;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.stream.Lane;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All sites, in the order of {@code sites.yaml}. Immutable. */
public final class SiteCatalogue {
  private final Map<String, Site> sites;

  /** A catalogue of these sites, whose names differ and whose lanes agree. */
  public SiteCatalogue(List<Site> sites) {
    Map<String, Site> byName = new LinkedHashMap<>();
    for (Site site : sites) {
      byName.put(site.name(), site);
    }
    this.sites = byName;
  }

  /** The site of this name, compared exactly. */
  public Optional<Site> site(String name) {
    return Optional.ofNullable(sites.get(name));
  }

  /** All sites. */
  public Collection<Site> sites() {
    return Collections.unmodifiableCollection(sites.values());
  }

  /**
   * Every lane that a loader serves with the schema of its table: those of the sites, then {@link
   * Lane#REFUSED} and {@link Lane#DEAD_LETTERS}.
   */
  public Map<Lane, Schema> lanes() {
    Map<Lane, Schema> lanes = new LinkedHashMap<>();
    for (Site site : sites.values()) {
      lanes.put(site.lane(), site.schema());
    }
    lanes.put(Lane.REFUSED, Schemas.REFUSED);
    lanes.put(Lane.DEAD_LETTERS, Schemas.DEAD_LETTERS);
    return lanes;
  }

  /**
   * What the dead letters of each lane must not show: whatever one of its sites masks, since an
   * entry that cannot be read does not say whose it is.
   */
  public Map<Lane, Masking> masks() {
    Map<Lane, Set<String>> names = new LinkedHashMap<>();
    for (Site site : sites.values()) {
      names.computeIfAbsent(site.lane(), lane -> new LinkedHashSet<>()).addAll(site.maskedNames());
    }
    Map<Lane, Masking> masks = new LinkedHashMap<>();
    names.forEach((lane, each) -> masks.put(lane, new Masking(each)));
    return masks;
  }
}
