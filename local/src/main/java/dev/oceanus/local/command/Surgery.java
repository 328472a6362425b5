package dev.oceanus.local.command;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.local.bigquery.BigQueryQueries;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.doctor.facts.Urls;
import dev.oceanus.local.doctor.trip.NoWarehouse;
import dev.oceanus.local.doctor.trip.RoundTrip;
import dev.oceanus.local.doctor.trip.Rows;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.query.Queries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known here about the collector of a page: its sites, and the warehouse behind it. A data
 * folder that nobody named counts only where its own process is that collector.
 */
public final class Surgery {
  private static final String SITES = "OCEANUS_SITES_FILE";
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration SELDOM = Duration.ofSeconds(5); // each look is a query job

  private final DataFolder folder;
  private final boolean named;
  private final Map<String, String> environment;

  /**
   * @param named whether a person named the folder
   * @param environment of the process
   */
  public Surgery(DataFolder folder, boolean named, Map<String, String> environment) {
    this.folder = folder;
    this.named = named;
    this.environment = environment;
  }

  /**
   * What is known.
   *
   * @param catalogue null where it is not
   * @param queries null where no warehouse is known
   */
  record Knowledge(@Nullable SiteCatalogue catalogue, @Nullable Queries queries, Duration pause) {
    /** What tells whether events became rows, each of which is waited for so long. */
    Rows rows(Duration limit, Clock clock) {
      return catalogue == null || queries == null
          ? new NoWarehouse()
          : new RoundTrip(queries, catalogue, new RoundTrip.Terms(limit, pause), clock);
    }
  }

  /**
   * What is known about the collectors at these origins.
   *
   * @throws CommandException if what was named cannot be used
   */
  Knowledge knowledge(Set<String> collectors) throws IOException {
    try {
      boolean bigQuery = "bigquery".equals(environment.get("OCEANUS_WAREHOUSE"));
      boolean ours = named || runsHere(collectors);
      SiteCatalogue catalogue = catalogue(ours);
      Queries queries =
          bigQuery
              ? new BigQueryQueries(warehouse().bigQuery())
              : ours ? new LocalQueries(folder) : null;
      return new Knowledge(catalogue, queries, bigQuery ? SELDOM : SOON);
    } catch (ConfigException e) {
      throw new CommandException(CommandException.SETTINGS, String.join("\n", e.faults()));
    }
  }

  private @Nullable SiteCatalogue catalogue(boolean ours) {
    String file = environment.get(SITES);
    if (file != null) {
      return SiteCatalogueReader.read(Path.of(file));
    }
    if (named) {
      folder.isClaimed(); // complains of a folder that is none
    }
    return ours ? SiteCatalogueReader.read(folder.sites()) : null;
  }

  private boolean runsHere(Set<String> collectors) throws IOException {
    if (!Files.isDirectory(folder.root()) || !folder.isClaimed()) {
      return false;
    }
    int port =
        Running.read(folder.running())
            .flatMap(each -> Urls.web(each.publicUrl()))
            .map(Urls::port)
            .orElse(0);
    return collectors.stream()
        .flatMap(origin -> Urls.web(origin).stream())
        .anyMatch(uri -> Urls.isLoopback(uri) && Urls.port(uri) == port);
  }

  /** Of the environment only what is about the warehouse: it may be a service's. */
  private WarehouseConfig warehouse() {
    Env probe = new Env(Map.of());
    WarehouseConfig.from(probe);
    Map<String, String> variables = new HashMap<>();
    for (Env.Setting setting : probe.settings()) {
      String value = environment.get(setting.name());
      if (value != null) {
        variables.put(setting.name(), value);
      }
    }
    Env env = new Env(variables);
    WarehouseConfig config = WarehouseConfig.from(env);
    env.check();
    return config;
  }
}
