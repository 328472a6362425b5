package dev.oceanus.local.command;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.local.bigquery.BigQueryQueries;
import dev.oceanus.local.cli.Arguments;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.cli.Printable;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.QueryFailedException;
import dev.oceanus.local.replay.Since;
import dev.oceanus.local.rules.PastEvents;
import dev.oceanus.local.rules.Rehearsal;
import dev.oceanus.local.settings.KnownSettings;
import dev.oceanus.notifier.NotifierConfig;
import dev.oceanus.notifier.RulesFile;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.targets.SecretFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code oceanus rules}: checks a rules file as the notifier would at its start, or holds it
 * against the events of the warehouse. Sends nothing, and reads no secret.
 */
public final class RulesCommand {
  /** The file has faults (EX_DATAERR of sysexits.h). */
  public static final int FAULTY = 65;

  private static final String SITES = "OCEANUS_SITES_FILE";
  private static final String RULES = "OCEANUS_RULES_FILE";
  private static final List<String> WHAT = List.of("check", "test");
  private static final int USUAL_MOST = 1_000_000;

  private final DataFolder folder;
  private final Map<String, String> environment;
  private final Queries local;
  private final Clock clock;
  private final PrintStream out;

  /**
   * @param environment of the process; of it the settings of sites, rules and warehouse count
   */
  public RulesCommand(
      DataFolder folder, Map<String, String> environment, Clock clock, PrintStream out) {
    this(folder, environment, new LocalQueries(folder), clock, out);
  }

  /** One whose local warehouse is this. */
  RulesCommand(
      DataFolder folder,
      Map<String, String> environment,
      Queries local,
      Clock clock,
      PrintStream out) {
    this.folder = folder;
    this.environment = environment;
    this.local = local;
    this.clock = clock;
    this.out = out;
  }

  /** What may be typed behind the command. */
  public static Arguments arguments(String command, List<String> typed) {
    return Arguments.read(command, typed, Set.of("data", "since", "limit", "rule"));
  }

  /**
   * Does what was typed.
   *
   * @throws CommandException with code {@link #FAULTY} and every fault if the file has some
   */
  public void run(Arguments arguments) throws IOException {
    List<String> words = arguments.words();
    if (words.isEmpty() || words.size() > 2 || !WHAT.contains(words.getFirst())) {
      throw CommandException.usage("rules takes check or test, and a file");
    }
    Path file = file(words);
    SiteCatalogue catalogue = read(SiteCatalogueReader::from);
    RulesFile rules = rules(file, catalogue);
    if (words.getFirst().equals("check")) {
      out.println(
          "%s: %d rules, %d targets, no faults"
              .formatted(file, rules.book().rules().size(), rules.targets().size()));
    } else {
      rehearse(arguments, catalogue, rules);
    }
    out.flush();
  }

  private void rehearse(Arguments arguments, SiteCatalogue catalogue, RulesFile rules)
      throws IOException {
    String only = arguments.option("rule").orElse("");
    if (!only.isEmpty() && rules.book().rule(only).isEmpty()) {
      throw CommandException.usage("rules test --rule: there is no rule '" + only + "'");
    }
    WarehouseConfig warehouse = read(WarehouseConfig::from);
    boolean bigQuery = warehouse.kind() == WarehouseConfig.Kind.BIGQUERY;
    PastEvents past =
        new PastEvents(
            bigQuery ? new BigQueryQueries(warehouse.bigQuery()) : local,
            bigQuery ? PastEvents::inBigQuery : PastEvents::inDuckDb,
            Since.parse(arguments.option("since").orElse("7d"), clock.instant()),
            arguments.number("limit", USUAL_MOST, 1, 100_000_000));
    Duration storyAge = read(NotifierConfig::from).storyAge();
    try {
      new Rehearsal(catalogue, rules.book(), storyAge, clock)
          .run(past, only)
          .forEach(line -> out.println(Printable.text(line)));
    } catch (QueryFailedException e) {
      throw new CommandException(1, String.valueOf(e.getMessage()));
    }
  }

  private Path file(List<String> words) {
    String named =
        words.size() == 2
            ? words.get(1)
            : environment.getOrDefault(RULES, folder.root().resolve("rules.yaml").toString());
    try {
      return Path.of(named);
    } catch (InvalidPathException e) {
      throw CommandException.usage("rules needs the path of a file, found '" + named + "'");
    }
  }

  private RulesFile rules(Path file, SiteCatalogue catalogue) {
    try {
      Guard webhooks = read(Guard::from);
      return RulesFile.read(
          Files.readString(file), file.toString(), catalogue, SecretFiles.unread(), webhooks);
    } catch (ConfigException e) {
      throw new CommandException(FAULTY, String.join("\n", e.faults()));
    } catch (IOException e) {
      throw new CommandException(
          CommandException.UNAVAILABLE,
          "%s cannot be read: %s".formatted(file, e.getClass().getSimpleName()));
    }
  }

  private <T> T read(Function<Env, T> reader) {
    return KnownSettings.read(environment, Map.of(SITES, folder.sites().toString()), reader);
  }
}
