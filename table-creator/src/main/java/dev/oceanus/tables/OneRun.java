package dev.oceanus.tables;

import dev.oceanus.common.site.Site;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.tables.Command.UsageException;
import dev.oceanus.tables.Command.Verb;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.report.JsonReport;
import dev.oceanus.tables.report.TextReport;
import dev.oceanus.tables.upkeep.Account;
import dev.oceanus.tables.upkeep.Upkeep;
import dev.oceanus.tables.wanted.WantedTables;
import java.io.PrintStream;
import java.time.Instant;
import java.util.function.Predicate;

/** {@code plan} and {@code apply}: one look at the warehouse, an answer, and an exit code. */
final class OneRun {
  static final int DONE = 0;
  static final int TROUBLE = 1;
  static final int CHANGES = 2;

  private final Command command;
  private final Upkeep upkeep;
  private final PrintStream out;

  OneRun(Command command, Upkeep upkeep, PrintStream out) {
    this.command = command;
    this.upkeep = upkeep;
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @return the exit code
   * @throws WarehouseUnavailableException if the warehouse cannot be asked, or the rest has to wait
   */
  int run(TablesSettings settings, Instant now) {
    Wanted wanted =
        new WantedTables(settings.tables().terms()).of(settings.catalogue(), now, chosen(settings));
    Account account = command.verb() == Verb.PLAN ? plan(wanted) : apply(wanted);
    if (!account.conflicts().isEmpty()) {
      return TROUBLE;
    }
    return command.verb() == Verb.PLAN && !account.changes().isEmpty() ? CHANGES : DONE;
  }

  private Account plan(Wanted wanted) {
    Account account = upkeep.plan(wanted);
    if (command.json()) {
      out.println(JsonReport.of(wanted.dataset(), false, account));
    } else {
      TextReport report = new TextReport(out);
      account.changes().forEach(report::change);
      report.rest(account, "to do");
    }
    return account;
  }

  private Account apply(Wanted wanted) {
    if (command.json()) {
      Account account = upkeep.apply(wanted, true, change -> {});
      out.println(JsonReport.of(wanted.dataset(), true, account));
      return account;
    }
    TextReport report = new TextReport(out);
    Account account = upkeep.apply(wanted, true, report::change);
    report.rest(account, "done");
    return account;
  }

  private Predicate<Lane> chosen(TablesSettings settings) {
    Predicate<Lane> ofSite =
        command
            .site()
            .map(
                name ->
                    settings
                        .catalogue()
                        .site(name)
                        .map(Site::lane)
                        .orElseThrow(
                            () -> new UsageException("no site '" + name + "' in the catalogue")))
            .<Predicate<Lane>>map(lane -> lane::equals)
            .orElse(lane -> true);
    Predicate<Lane> ofTable =
        command
            .table()
            .<Predicate<Lane>>map(name -> lane -> lane.name().equals(name))
            .orElse(lane -> true);
    Predicate<Lane> both = ofSite.and(ofTable);
    if (settings.catalogue().lanes().keySet().stream().noneMatch(both)) {
      throw new UsageException("no such table in the catalogue");
    }
    return both;
  }
}
