package dev.oceanus.local.command;

import dev.oceanus.local.browser.BrowserException;
import dev.oceanus.local.browser.Chromium;
import dev.oceanus.local.browser.Profile;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.command.DoctorOptions.Target;
import dev.oceanus.local.command.Surgery.Knowledge;
import dev.oceanus.local.doctor.check.Case;
import dev.oceanus.local.doctor.check.Checks;
import dev.oceanus.local.doctor.check.Finding;
import dev.oceanus.local.doctor.check.Finding.Level;
import dev.oceanus.local.doctor.facts.Examination;
import dev.oceanus.local.doctor.har.HarFile;
import dev.oceanus.local.doctor.report.Report;
import dev.oceanus.local.doctor.trip.Rows;
import dev.oceanus.local.doctor.visit.PageVisit;
import dev.oceanus.local.doctor.wire.CollectorCalls;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code oceanus doctor}: tells why events of a page do or do not arrive. */
public final class DoctorCommand {
  /** The page could not be examined. */
  private static final int UNEXAMINED = 1;

  private static final int PROBLEMS = 2;

  private final Surgery surgery;
  private final Clock clock;
  private final PrintStream out;

  public DoctorCommand(Surgery surgery, Clock clock, PrintStream out) {
    this.surgery = surgery;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Prints the report.
   *
   * @throws CommandException if there are problems, or nothing could be examined
   */
  public void run(DoctorOptions options) throws IOException {
    List<Finding> findings =
        switch (options.target()) {
          case Target.Page page -> ofPage(page.url(), options.limit());
          case Target.Har har -> ofFile(har.file());
        };
    Report report = new Report(options.subject(), findings);
    out.print(options.json() ? report.json() + System.lineSeparator() : report.text());
    out.flush();
    if (report.count(Level.PROBLEM) > 0) {
      throw new CommandException(PROBLEMS, "events of this page do not all arrive");
    }
  }

  /** What a file says was sent long ago: its rows are there, or they are not. */
  private List<Finding> ofFile(Path file) throws IOException {
    Examination seen = read(file);
    Knowledge known = surgery.knowledge(collectors(seen));
    Case given = Case.of(seen, known.catalogue());
    List<Finding> rows = known.rows(Duration.ZERO, clock).findings(given.calls().beacons());
    return joined(List.of(Checks.findings(given), rows));
  }

  private List<Finding> ofPage(URI url, Duration limit) throws IOException {
    try (Profile profile = Profile.make();
        Chromium chromium = Chromium.start(profile.folder(), limit)) {
      PageVisit visit = PageVisit.begin(chromium.newVisitor(), url, limit);
      Examination first = visit.firstAnswers();
      Knowledge known = surgery.knowledge(collectors(first));
      Rows rows = known.rows(limit, clock);
      // At once, because the time counts from the beacon on.
      List<Finding> early = rows.findings(CollectorCalls.of(first).beacons());
      Case given = Case.of(visit.all(), known.catalogue());
      List<Finding> late = rows.findings(given.calls().beacons());
      return joined(List.of(Checks.findings(given), early, late));
    } catch (BrowserException e) {
      throw new CommandException(
          UNEXAMINED,
          ("the page could not be examined: %s. Another way: open it in any browser with its"
                  + " developer tools, save the network log as a HAR file, and give that to doctor")
              .formatted(e.getMessage()));
    }
  }

  private static Set<String> collectors(Examination seen) {
    return CollectorCalls.of(seen).collectors();
  }

  private static List<Finding> joined(List<List<Finding>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }

  private static Examination read(Path file) {
    try {
      return HarFile.read(file);
    } catch (IOException e) {
      throw new CommandException(
          UNEXAMINED, "%s cannot be examined: %s".formatted(file, e.getMessage()));
    }
  }
}
