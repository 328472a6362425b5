package dev.oceanus.common.site;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.Similar;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Mapping;
import dev.oceanus.common.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code sites.yaml}. All its faults are gathered and reported together, each with its line.
 */
public final class SiteCatalogueReader {
  private final Faults faults;
  private final SiteReader sites;

  private SiteCatalogueReader(String file) {
    this.faults = new Faults(file);
    this.sites = new SiteReader(faults);
  }

  /** Reads the file that the settings name; its faults become faults of the settings. */
  public static SiteCatalogue from(Env env) {
    return from(env, file(env));
  }

  /** The same with the file that {@link #file} has answered. */
  public static SiteCatalogue from(Env env, Path file) {
    try {
      return read(file);
    } catch (ConfigException e) {
      env.faults(e.faults());
      return new SiteCatalogue(List.of());
    }
  }

  /** The file that the settings name, for who reads it again and again. */
  public static Path file(Env env) {
    return Path.of(
        env.text("OCEANUS_SITES_FILE", "/etc/oceanus/sites.yaml", "The site catalogue, in YAML."));
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException naming every fault, or that the file cannot be read
   */
  public static SiteCatalogue read(Path file) {
    try {
      return read(Files.readString(file), file.getFileName().toString());
    } catch (CharacterCodingException e) {
      throw new ConfigException(List.of(file + ": must be text in UTF-8"));
    } catch (IOException e) {
      throw new ConfigException(
          List.of(file + ": the site catalogue cannot be read: " + e.getClass().getSimpleName()));
    }
  }

  /**
   * Reads a text.
   *
   * @param file its name in messages
   * @throws ConfigException naming every fault
   */
  public static SiteCatalogue read(String text, String file) {
    return new SiteCatalogueReader(file).catalogue(text);
  }

  private SiteCatalogue catalogue(String text) {
    YamlNode document = new YamlReader(faults).read(text);
    List<Site> read = new ArrayList<>();
    if (document instanceof YamlNode.Empty empty) {
      if (!faults.any()) {
        faults.add(empty.line(), "", "must have 'sites', found nothing");
      }
    } else {
      readSites(Located.of(document, "", Set.of("sites"), faults), read);
    }
    if (faults.any()) {
      throw new ConfigException(faults.lines());
    }
    return new SiteCatalogue(read);
  }

  private void readSites(Located document, List<Site> read) {
    if (!(document.node("sites").orElse(null) instanceof Mapping mapping)
        || mapping.members().isEmpty()) {
      document.fault("sites", "must be a mapping with at least one site");
      return;
    }
    Map<String, Site> byLane = new HashMap<>();
    mapping
        .members()
        .forEach(
            (name, member) ->
                sites
                    .read(name, member)
                    .ifPresent(
                        site -> {
                          read.add(site);
                          Site first = byLane.putIfAbsent(site.lane().name(), site);
                          if (first != null) {
                            checkSharedLane(first, site, member.keyLine());
                          }
                        }));
  }

  private void checkSharedLane(Site first, Site second, int line) {
    String path = "sites." + second.name();
    String both =
        "'"
            + first.name()
            + "' and '"
            + second.name()
            + "' share the table '"
            + second.lane().name()
            + "', so their ";
    if (!first.schema().equals(second.schema())) {
      faults.add(line, path, both + "schema and columns must be the same");
    }
    if (first.lane().shards() != second.lane().shards()) {
      faults.add(
          line,
          path,
          both
              + "shards must be the same, found %d and %d"
                  .formatted(first.lane().shards(), second.lane().shards()));
    }
    if (first.lane().daily() != second.lane().daily()) {
      faults.add(
          line,
          path,
          both
              + "daily_tables must be the same, found %s and %s"
                  .formatted(first.lane().daily(), second.lane().daily()));
    }
    // Their events do not say whose they are.
    if (first.live() != second.live() && !first.schema().name().equals(Schemas.WEB.name())) {
      faults.add(
          line,
          path,
          both + "live must be the same, found %s and %s".formatted(first.live(), second.live()));
    }
  }

  static String unknown(String what, String found, Set<String> known) {
    return "must be %s, found '%s'%s"
        .formatted(
            what + " (" + String.join(", ", known.stream().sorted().toList()) + ")",
            found,
            Similar.hint(found, known));
  }

  static Schema schema(String name) {
    return Schemas.forSites().stream()
        .filter(schema -> schema.name().equals(name))
        .findFirst()
        .orElse(Schemas.WEB);
  }

  static boolean isSystemLane(String name) {
    return name.equalsIgnoreCase(Lane.REFUSED.name())
        || name.equalsIgnoreCase(Lane.DEAD_LETTERS.name());
  }
}
