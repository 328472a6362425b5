package dev.oceanus.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.oceanus.bench.BenchOptions.UsageException;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.bench.report.JsonReport;
import dev.oceanus.bench.report.Report;
import dev.oceanus.bench.report.TableReport;
import dev.oceanus.common.log.LogConfig;
import dev.oceanus.common.log.Logging;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.LoggerFactory;

/**
 * {@code ./oceanus bench}: the table goes to standard output, progress to standard error. Ends with
 * 64 if the command line is wrong, 1 if something could not be measured or a figure is invalid; a
 * target that is missed is a finding, no failure.
 */
public final class BenchMain {
  private static final int USAGE = 64;

  private BenchMain() {}

  public static void main(String[] args) {
    try {
      System.exit(run(BenchOptions.parse(args)));
    } catch (UsageException e) {
      say(e.getMessage() + "; it takes [--out FILE.json] [--rounds N] [--seconds S] [--quick]");
      say("  [--only start,collector,loader,relay,rules,messages] [--data DIR]");
      System.exit(USAGE);
    }
  }

  private static int run(BenchOptions options) {
    Logging.configure(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.ERROR));
    ((Logger) LoggerFactory.getLogger("redis.clients")).setLevel(Level.ERROR);
    Workspace workspace = Workspace.below(options.data());
    Runtime.getRuntime().addShutdownHook(new Thread(workspace::close, "bench-end"));
    try {
      Report report = new Bench(options, workspace, Clock.systemUTC(), BenchMain::say).run();
      System.out.print(TableReport.of(report));
      Path out = options.out();
      if (out != null) {
        JsonReport.write(report, out);
        say("wrote " + out);
      }
      return report.valid() ? 0 : 1;
    } catch (RuntimeException e) {
      if (!workspace.closed()) { // else it was told to end, and everything below fails
        say("cannot measure: " + e.getMessage());
        e.printStackTrace();
      }
      return 1;
    }
  }

  private static void say(String line) {
    System.err.println("bench: " + line);
  }
}
