package dev.oceanus.export;

import dev.oceanus.common.config.ByteSize;
import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.log.LogConfig;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.export.jdbc.DatabaseConfig;
import dev.oceanus.export.plan.Destination;
import dev.oceanus.export.plan.Export;
import dev.oceanus.export.plan.Format;
import dev.oceanus.export.plan.Plan;
import dev.oceanus.export.plan.PlanReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Everything that the process reads from its environment.
 *
 * @param log how it logs
 * @param terminationLog file, written if it exists, that says why the process ended
 * @param date of which the export is
 * @param plan what is exported
 * @param format how it is written
 * @param target folder, or {@code gs://bucket/prefix}
 * @param storage where Cloud Storage is
 * @param maxRow the most bytes of a row
 * @param database which database is read
 * @param bigQuery project and dataset of exports that are loaded
 * @param loadTimeout how long a load may take
 */
public record ExportSettings(
    LogConfig log,
    Path terminationLog,
    LocalDate date,
    Plan plan,
    Format format,
    URI target,
    URI storage,
    ByteSize maxRow,
    DatabaseConfig database,
    WarehouseConfig.BigQuery bigQuery,
    Duration loadTimeout) {
  private static final String DATE = "OCEANUS_EXPORT_DATE";
  private static final String TARGET = "OCEANUS_EXPORT_TARGET";
  private static final String PROJECT = "OCEANUS_BIGQUERY_PROJECT";
  private static final String DATASET = "OCEANUS_BIGQUERY_DATASET";
  private static final URI STORAGE = URI.create("https://storage.googleapis.com");
  private static final URI BIGQUERY = URI.create("https://bigquery.googleapis.com");
  private static final Pattern BUCKET =
      Pattern.compile("gs://[a-z0-9][a-z0-9._-]{1,220}[a-z0-9](/[A-Za-z0-9._/=-]*)?");
  private static final String NAME = "[A-Za-z0-9_:.-]{1,1024}";

  /**
   * Reads the settings; faults are noted in the environment.
   *
   * @param today the date in UTC
   */
  public static ExportSettings from(Env env, Supplier<LocalDate> today) {
    Plan plan = plan(env);
    return new ExportSettings(
        LogConfig.from(env),
        terminationLog(env),
        date(env, today),
        plan,
        env.choice("OCEANUS_EXPORT_FORMAT", Format.class, Format.NDJSON, "How rows are written."),
        target(env),
        WarehouseConfig.endpoint(
                env, "OCEANUS_STORAGE_ENDPOINT", STORAGE, "Cloud Storage's JSON interface")
            .orElse(STORAGE),
        env.size(
            "OCEANUS_EXPORT_MAX_ROW",
            ByteSize.ofMib(8),
            ByteSize.ofKib(1),
            ByteSize.ofMib(100),
            "The most bytes of a row, as it is written; a longer one fails the run."),
        DatabaseConfig.from(env),
        bigQuery(env, plan),
        env.duration(
            "OCEANUS_EXPORT_LOAD_TIMEOUT",
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            Duration.ofHours(24),
            "How long each load into BigQuery may take."));
  }

  /** Reads where a process writes why it ended; also for who cannot read the rest. */
  public static Path terminationLog(Env env) {
    return Path.of(
        env.text(
            "OCEANUS_TERMINATION_LOG",
            "/dev/termination-log",
            "File, written if it exists, that says why a process ended."));
  }

  private static Plan plan(Env env) {
    Path file =
        Path.of(
            env.text(
                "OCEANUS_EXPORTS_FILE",
                "/etc/oceanus/exports.yaml",
                "Tables and queries that are exported, in YAML."));
    try {
      return PlanReader.read(file);
    } catch (ConfigException e) {
      env.faults(e.faults());
      return new Plan(List.of());
    }
  }

  private static LocalDate date(Env env, Supplier<LocalDate> today) {
    String text =
        env.text(DATE, "", "The date that names the run, as 2026-12-01; today in UTC if not set.");
    try {
      return text.isEmpty() ? today.get() : LocalDate.parse(text);
    } catch (DateTimeException e) {
      env.fault(DATE, "must be a date, as 2026-12-01", text);
      return LocalDate.EPOCH;
    }
  }

  private static URI target(Env env) {
    String text =
        env.text(TARGET, null, "Where the files go: an absolute folder, or gs://bucket/prefix.");
    try {
      if (text.startsWith("gs:") ? BUCKET.matcher(text).matches() : Path.of(text).isAbsolute()) {
        return text.startsWith("gs:") ? new URI(text) : Path.of(text).toUri();
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // named below
    }
    if (!text.isEmpty()) {
      env.fault(TARGET, "must be an absolute path or gs://bucket/prefix", text);
    }
    return URI.create("file:///");
  }

  private static WarehouseConfig.BigQuery bigQuery(Env env, Plan plan) {
    List<Destination> destinations =
        plan.exports().stream().map(Export::destination).flatMap(Optional::stream).toList();
    String project = named(env, PROJECT, "The Google Cloud project's id.");
    String dataset = named(env, DATASET, "The BigQuery dataset of exports that name none.");
    if (!destinations.isEmpty() && project.isEmpty()) {
      env.fault(PROJECT, "is required by exports with 'bigquery'", project);
    }
    if (destinations.stream().anyMatch(to -> to.dataset().isEmpty()) && dataset.isEmpty()) {
      env.fault(DATASET, "is required by exports whose 'bigquery.table' names none", dataset);
    }
    Set<String> tables = new HashSet<>();
    for (Destination to : destinations) {
      String table = to.dataset().orElse(dataset) + "." + to.table();
      if (!tables.add(table)) {
        env.fault(DATASET, "makes two exports be loaded into " + table, dataset);
      }
    }
    return new WarehouseConfig.BigQuery(
        project,
        dataset,
        WarehouseConfig.endpoint(
            env, "OCEANUS_BIGQUERY_ENDPOINT", BIGQUERY, "BigQuery's REST interface"));
  }

  private static String named(Env env, String name, String purpose) {
    String value = env.text(name, "", purpose);
    if (!value.isEmpty() && !value.matches(NAME)) {
      env.fault(name, "must match " + NAME, value);
    }
    return value;
  }

  /** Whether the target is a bucket. */
  boolean isBucket() {
    return "gs".equals(target.getScheme());
  }
}
