package dev.oceanus.local.command;

import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.life.Retry;
import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.cli.Printable;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.redis.StreamTail;
import dev.oceanus.local.tail.EventLine;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** {@code oceanus tail}: shows events and refusals as they arrive, until the person has enough. */
public final class TailCommand {
  /** How lines may be written, the default first. */
  public static final List<String> FORMATS = List.of("text", "json");

  private static final Backoff AGAIN = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));
  private static final int PATIENCE = 12;

  private final DataFolder folder;
  private final @Nullable String site;
  private final boolean json;
  private final PrintStream out;

  /**
   * @param site the only one shown, or null for all
   * @param format one of {@link #FORMATS}
   */
  public TailCommand(DataFolder folder, @Nullable String site, String format, PrintStream out) {
    this.folder = folder;
    this.site = site;
    this.json = format.equals("json");
    this.out = out;
  }

  /**
   * Shows events until the process that takes them ends, or nobody reads them any more.
   *
   * @throws CommandException when that process ends, or does not run
   */
  public void run() throws IOException {
    Running running = folder.isClaimed() ? Running.read(folder.running()).orElse(null) : null;
    if (running == null) {
      throw new CommandException(
          CommandException.UNAVAILABLE,
          "nothing runs on %s; './oceanus up' starts it".formatted(folder.root()));
    }
    List<Running.Table> tables = tables(running);
    List<Shard> shards = new ArrayList<>();
    tables.forEach(table -> shards.addAll(new Lane(table.name(), table.shards()).all()));
    try (StreamTail tail = new StreamTail(running.redisPort(), shards)) {
      say("showing what arrives at " + running.publicUrl() + "; Ctrl-C ends");
      follow(tail, tables);
    }
  }

  private void follow(StreamTail tail, List<Running.Table> tables) {
    int failures = 0;
    while (!out.checkError()) {
      try {
        tail.next(new Lines(tables));
        failures = 0;
      } catch (StreamUnavailableException e) {
        if (++failures > PATIENCE || !folder.isClaimed()) {
          throw new CommandException(1, "the process has ended");
        }
        Retry.pause(AGAIN.after(failures, ThreadLocalRandom.current()));
      }
    }
  }

  private List<Running.Table> tables(Running running) {
    List<Running.Table> tables =
        running.tables().stream()
            .filter(table -> site == null || ours(table) || table.sites().contains(site))
            .toList();
    if (tables.stream().allMatch(TailCommand::ours)) {
      throw CommandException.usage("there is no site '" + Printable.text("" + site) + "'");
    }
    return tables;
  }

  /** Whether it holds what sites' tables did not take. */
  private static boolean ours(Running.Table table) {
    return table.sites().isEmpty();
  }

  private void say(String line) {
    System.err.println(line);
  }

  /** Prints what the tail tells. */
  private final class Lines implements StreamTail.Listener {
    private final List<Running.Table> tables;

    Lines(List<Running.Table> tables) {
      this.tables = tables;
    }

    @Override
    public void entry(Shard shard, Entry entry) {
      EventLine line = new EventLine(shard, entry);
      String ofTable =
          tables.stream()
              .filter(table -> table.name().equals(shard.lane()))
              .map(table -> String.join("/", table.sites()))
              .findFirst()
              .orElse("");
      boolean shown = site == null || line.site().equals(site) || ofTable.equals(site);
      if (shown) {
        out.println(json ? line.json() : line.text(ZoneId.systemDefault(), ofTable));
      }
    }

    @Override
    public void missed(Shard shard, long entries) {
      out.flush();
      say(
          "(%d of %s were loaded before they could be shown; 'query' has them)"
              .formatted(entries, shard.lane()));
    }
  }
}
