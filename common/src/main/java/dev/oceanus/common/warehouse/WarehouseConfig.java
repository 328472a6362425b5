package dev.oceanus.common.warehouse;

import dev.oceanus.common.config.Env;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Which warehouse the tables are in.
 *
 * @param kind technology
 * @param duckDb where a DuckDB warehouse is
 * @param bigQuery where a BigQuery warehouse is
 */
public record WarehouseConfig(Kind kind, DuckDb duckDb, BigQuery bigQuery) {
  private static final URI GOOGLE = URI.create("https://bigquery.googleapis.com");

  /** The warehouses that there are. */
  public enum Kind {
    DUCKDB,
    BIGQUERY
  }

  /**
   * A DuckDB file.
   *
   * @param file the file
   * @param shared whether other processes open the file too
   */
  public record DuckDb(Path file, boolean shared) {}

  /**
   * A dataset of BigQuery.
   *
   * @param project id of the Google Cloud project that holds the dataset and pays for the jobs
   * @param dataset its name
   * @param endpoint of the REST interface, where it is not Google's
   */
  public record BigQuery(String project, String dataset, Optional<URI> endpoint) {
    /** As in messages: {@code project.dataset}. */
    @Override
    public String toString() {
      return project + "." + dataset;
    }
  }

  /** Reads which warehouse it is. */
  public static WarehouseConfig from(Env env) {
    Kind kind = env.choice("OCEANUS_WAREHOUSE", Kind.class, Kind.DUCKDB, "Where rows are queried.");
    DuckDb duckDb =
        new DuckDb(
            Path.of(env.text("OCEANUS_DUCKDB_FILE", "warehouse.duckdb", "The DuckDB file.")),
            env.flag(
                "OCEANUS_DUCKDB_SHARED",
                false,
                "Whether other processes open the DuckDB file too; it is then open in turns."));
    BigQuery bigQuery =
        new BigQuery(
            named(env, kind, "OCEANUS_BIGQUERY_PROJECT", "The Google Cloud project's id."),
            named(env, kind, "OCEANUS_BIGQUERY_DATASET", "The BigQuery dataset of the tables."),
            endpoint(env, "OCEANUS_BIGQUERY_ENDPOINT", GOOGLE, "BigQuery's REST interface"));
    return new WarehouseConfig(kind, duckDb, bigQuery);
  }

  private static String named(Env env, Kind kind, String name, String purpose) {
    String rule = "[A-Za-z0-9_:.-]{1,1024}";
    String value = env.text(name, "", purpose);
    if (kind == Kind.BIGQUERY && value.isEmpty()) {
      env.fault(name, "is required with OCEANUS_WAREHOUSE=bigquery", value);
    } else if (!value.isEmpty() && !value.matches(rule)) {
      env.fault(name, "must match " + rule, value);
    }
    return value;
  }

  /**
   * Reads an endpoint of Google's that a stand-in may take the place of.
   *
   * @param google where it is usually
   * @return empty where it is there
   */
  public static Optional<URI> endpoint(Env env, String name, URI google, String purpose) {
    URI uri =
        env.uri(
            name,
            google.toString(),
            Set.of("http", "https"),
            purpose + "; one of http is a stand-in and is told no credentials.");
    return uri.equals(google) ? Optional.empty() : Optional.of(uri);
  }
}
