package dev.oceanus.local.command;

import dev.oceanus.collector.CollectorConfig;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.local.bigquery.BigQueryQueries;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.QueryFailedException;
import dev.oceanus.local.replay.HttpTarget;
import dev.oceanus.local.replay.Replay.Sending;
import dev.oceanus.local.replay.Replays;
import dev.oceanus.local.replay.Tally;
import dev.oceanus.local.settings.KnownSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * {@code oceanus replay}: sends mended events through the collector again, from the local
 * warehouse, or from BigQuery where the settings name it.
 */
public final class ReplayCommand {
  private static final String SITES = "OCEANUS_SITES_FILE";
  private static final Backoff AGAIN = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));
  private static final int TRIES = 8;
  private static final int PATIENCE = 5;

  private final DataFolder folder;
  private final Map<String, String> environment;
  private final PrintStream out;

  /**
   * What is configured beside the data folder.
   *
   * @param warehouse where rows are read
   * @param catalogue the present sites
   * @param collector how the collector takes events
   */
  private record Settings(
      WarehouseConfig warehouse, SiteCatalogue catalogue, CollectorConfig collector) {
    static Settings from(Env env) {
      return new Settings(
          WarehouseConfig.from(env), SiteCatalogueReader.from(env), CollectorConfig.from(env));
    }
  }

  /**
   * @param environment of the process; of it the settings of warehouse, sites and collector count
   */
  public ReplayCommand(DataFolder folder, Map<String, String> environment, PrintStream out) {
    this.folder = folder;
    this.environment = environment;
    this.out = out;
  }

  /**
   * Sends what is missing, and prints the account.
   *
   * @throws CommandException if it cannot be begun, or was not completed
   */
  public void run(ReplayOptions options) throws IOException {
    Settings settings = settings();
    boolean bigQuery = settings.warehouse.kind() == WarehouseConfig.Kind.BIGQUERY;
    Queries queries =
        bigQuery ? new BigQueryQueries(settings.warehouse.bigQuery()) : new LocalQueries(folder);
    Sending sending = options.dryRun() ? null : sending(options, bigQuery);
    Replays replays = new Replays(settings.catalogue, terms(settings.collector, options));
    try {
      Tally tally = replays.of(queries, options.selection(), sending).run();
      out.println(heading(options));
      out.print(sending == null ? tally.forecast() : tally.report());
      out.flush();
      check(tally, options);
    } catch (QueryFailedException e) {
      throw new CommandException(1, String.valueOf(e.getMessage()));
    }
  }

  private static String heading(ReplayOptions options) {
    return "%s: %s%s"
        .formatted(
            options.selection().from().key(),
            options.selection().reason(),
            options.dryRun() ? " (nothing is sent)" : "");
  }

  private void check(Tally tally, ReplayOptions options) {
    if (tally.rowsRead() == options.selection().limit()) {
      out.println("That is as many rows as --limit allows; there may be more.");
    }
    if (tally.acceptedEvents() > 0) {
      out.println(
          "They are in their tables after the loader's next batch; do not replay again before.");
    }
    out.flush();
    if (!tally.complete()) {
      throw new CommandException(
          CommandException.INCOMPLETE,
          "not all mended events were accepted; run it again once they are in their tables");
    }
  }

  private static Replays.Terms terms(CollectorConfig collector, ReplayOptions options) {
    return new Replays.Terms(
        collector.http().maxEvents(),
        collector.http().place().country(),
        collector.http().place().region(),
        collector.http().place().city(),
        new Replays.Ways(collector.http().paths(), collector.http().linkKeys(), options.key()));
  }

  private Sending sending(ReplayOptions options, boolean bigQuery) throws IOException {
    String to = options.to() == null ? running(bigQuery) : options.to();
    return new Sending(new HttpTarget(to), options.rate(), AGAIN, TRIES, PATIENCE);
  }

  private String running(boolean bigQuery) throws IOException {
    Optional<Running> running =
        !bigQuery && folder.isClaimed() ? Running.read(folder.running()) : Optional.empty();
    return running
        .map(Running::publicUrl)
        .orElseThrow(
            () ->
                new CommandException(
                    CommandException.UNAVAILABLE,
                    bigQuery
                        ? "replay from BigQuery needs --to URL, the address of a collector"
                        : "nothing runs on %s; './oceanus up' starts it, --to URL names another collector"
                            .formatted(folder.root())));
  }

  private Settings settings() {
    boolean local = !"bigquery".equals(environment.get("OCEANUS_WAREHOUSE"));
    if (local && !environment.containsKey(SITES)) {
      folder.isClaimed(); // complains of a folder that is none
    }
    return KnownSettings.read(
        environment, local ? Map.of(SITES, folder.sites().toString()) : Map.of(), Settings::from);
  }
}
