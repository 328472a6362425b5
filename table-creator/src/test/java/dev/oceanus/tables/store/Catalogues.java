package dev.oceanus.tables.store;

import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;

/** Site catalogues for tests. */
public final class Catalogues {
  private Catalogues() {}

  /** A catalogue of these lines below {@code sites:}. */
  public static SiteCatalogue of(String sites) {
    return SiteCatalogueReader.read("sites:\n" + sites.indent(2), "sites.yaml");
  }
}
