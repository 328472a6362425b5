package dev.oceanus.collector.privacy;

import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;

/** Sites as their catalogue says. */
public final class PrivateSites {
  private PrivateSites() {}

  /** A catalogue of one site, {@code quiet}, with these lines below its name. */
  public static SiteCatalogue catalogue(String... lines) {
    StringBuilder yaml = new StringBuilder("sites:\n  quiet:\n");
    for (String line : lines) {
      yaml.append("    ").append(line).append('\n');
    }
    return SiteCatalogueReader.read(yaml.toString(), "sites.yaml");
  }

  /** That site. */
  public static Site site(SiteCatalogue catalogue) {
    return catalogue.site("quiet").orElseThrow();
  }

  /** A site with these settings. */
  public static Site with(String privacy, String... lines) {
    String[] all = new String[lines.length + 1];
    System.arraycopy(lines, 0, all, 1, lines.length);
    all[0] = "privacy: " + privacy;
    return site(catalogue(all));
  }
}
