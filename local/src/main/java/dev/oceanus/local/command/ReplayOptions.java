package dev.oceanus.local.command;

import dev.oceanus.common.config.Secret;
import dev.oceanus.local.cli.Arguments;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.replay.Origin;
import dev.oceanus.local.replay.Selection;
import dev.oceanus.local.replay.Since;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person typed behind {@code oceanus replay}.
 *
 * @param selection which rows are read
 * @param to address of a collector, or null for the one that runs here
 * @param rate most requests a second
 * @param dryRun whether nothing is sent
 * @param key by which servers' events are sent, or null
 */
public record ReplayOptions(
    Selection selection, @Nullable String to, int rate, boolean dryRun, @Nullable Secret key) {
  private static final Set<String> OPTIONS =
      Set.of("data", "reason", "from", "site", "since", "limit", "to", "rate", "key-file");
  private static final Set<String> FLAGS = Set.of("dry-run");
  private static final int DEFAULT_LIMIT = 100_000;
  private static final int MOST = 1_000_000;
  private static final int DEFAULT_RATE = 100;
  private static final int FASTEST = 10_000;

  /** The options of this command. */
  public static Arguments arguments(String command, List<String> typed) {
    return Arguments.read(command, typed, OPTIONS, FLAGS).withoutWords();
  }

  /**
   * Reads them.
   *
   * @throws CommandException if one is missing or wrong
   */
  public static ReplayOptions of(Arguments arguments, Instant now) {
    String reason =
        arguments
            .option("reason")
            .orElseThrow(() -> CommandException.usage("replay needs --reason R"));
    Origin from = Origin.of(arguments.option("from").orElse(null), reason);
    Instant since = arguments.option("since").map(text -> Since.parse(text, now)).orElse(null);
    Selection selection =
        new Selection(
            from,
            reason,
            arguments.option("site").orElse(null),
            since,
            arguments.number("limit", DEFAULT_LIMIT, 1, MOST));
    return new ReplayOptions(
        selection,
        arguments.option("to").orElse(null),
        arguments.number("rate", DEFAULT_RATE, 1, FASTEST),
        arguments.flag("dry-run"),
        arguments.option("key-file").map(ReplayOptions::key).orElse(null));
  }

  private static Secret key(String file) {
    try {
      String key = Files.readString(Path.of(file)).strip();
      if (!key.isEmpty() && key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        return new Secret(key);
      }
    } catch (IOException | InvalidPathException e) {
      // told below like a file without a key
    }
    throw CommandException.usage(
        "replay --key-file takes a file that holds one key, found none in '" + file + "'");
  }
}
