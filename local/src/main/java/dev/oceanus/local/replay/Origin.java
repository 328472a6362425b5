package dev.oceanus.local.replay;

import dev.oceanus.collector.request.Reason;
import dev.oceanus.local.cli.CommandException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where events to be sent again are read from. */
public enum Origin {
  /** What the collector refused. */
  REFUSED("refused"),
  /** What the loader could not bring into a table. */
  DEAD_LETTERS("dead-letters");

  private final String key;

  Origin(String key) {
    this.key = key;
  }

  private List<String> reasons() {
    return switch (this) {
      case REFUSED -> Arrays.stream(Reason.values()).map(Reason::key).toList();
      case DEAD_LETTERS -> List.of("unreadable", "refused-by-warehouse");
    };
  }

  /** As a person types it. */
  public String key() {
    return key;
  }

  /**
   * The one that knows a reason.
   *
   * @param named by the person, or null
   * @throws CommandException if none does, or the named one does not
   */
  public static Origin of(@Nullable String named, String reason) {
    for (Origin origin : values()) {
      if ((named == null || named.equals(origin.key)) && origin.reasons().contains(reason)) {
        return origin;
      }
    }
    if (named != null && Arrays.stream(values()).noneMatch(each -> each.key.equals(named))) {
      throw CommandException.usage(
          "replay --from takes refused or dead-letters, found '" + named + "'");
    }
    StringBuilder known = new StringBuilder();
    for (Origin origin : values()) {
      if (named == null || named.equals(origin.key)) {
        known.append(known.isEmpty() ? "" : ", ").append(String.join(", ", origin.reasons()));
      }
    }
    throw CommandException.usage(
        "replay --reason takes one of %s, found '%s'".formatted(known, reason));
  }
}
