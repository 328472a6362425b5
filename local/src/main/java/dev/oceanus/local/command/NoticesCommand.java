package dev.oceanus.local.command;

import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.local.cli.Arguments;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.cli.Printable;
import dev.oceanus.notifier.outbox.DeadNotices;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code oceanus notices}: lists notices that were given up, and puts them back. */
public final class NoticesCommand {
  private static final List<String> WHAT = List.of("dead", "replay");

  private final DeadNotices dead;
  private final Clock clock;
  private final PrintStream out;

  public NoticesCommand(DeadNotices dead, Clock clock, PrintStream out) {
    this.dead = dead;
    this.clock = clock;
    this.out = out;
  }

  /** What may be typed behind the command. */
  public static Arguments arguments(String command, List<String> typed) {
    return Arguments.read(command, typed, Set.of("data", "target", "rule", "id", "limit"));
  }

  /**
   * Does what was typed.
   *
   * @throws CommandException if Redis cannot be asked now
   */
  public void run(Arguments arguments) {
    String what = arguments.oneOfWords(WHAT);
    Optional<String> id = arguments.option("id");
    int most = arguments.number("limit", DeadNotices.MOST, 1, DeadNotices.MOST);
    try {
      List<DeadNotices.Dead> found =
          dead.list(arguments.option("target"), arguments.option("rule"), DeadNotices.MOST).stream()
              .filter(each -> id.stream().allMatch(each.notice().id()::equals))
              .limit(most)
              .toList();
      if (what.equals("dead")) {
        found.forEach(each -> out.println(line(each)));
        out.println(found.size() + " dead notices");
      } else {
        long revived =
            found.stream().filter(each -> dead.revive(each.notice().id(), clock.instant())).count();
        out.println(revived + " notices wait for their targets again");
      }
      out.flush();
    } catch (StreamUnavailableException e) {
      throw new CommandException(CommandException.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private static String line(DeadNotices.Dead each) {
    return Printable.text(
        "%s  %s  %s  %d tries  %s"
            .formatted(
                each.at(),
                each.notice().target(),
                each.notice().id(),
                each.tries(),
                each.reason()));
  }
}
