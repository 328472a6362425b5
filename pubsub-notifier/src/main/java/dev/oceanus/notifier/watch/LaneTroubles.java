package dev.oceanus.notifier.watch;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Streams whose readers stand still or fall behind. */
final class LaneTroubles {
  private final WatchTerms terms;
  private final Map<String, Stand> stands = new HashMap<>();

  /** Where a cursor has been since when. */
  private record Stand(EntryId cursor, Instant since) {}

  LaneTroubles(WatchTerms terms) {
    this.terms = terms;
  }

  /** What is wrong with these, which were looked at now. */
  List<Trouble> see(List<LaneSight> lanes, Instant now) {
    List<Trouble> troubles = new ArrayList<>();
    for (LaneSight lane : lanes) {
      String key = lane.shard() + "/" + lane.reader().key();
      Stand before = stands.getOrDefault(key, new Stand(lane.cursor(), now));
      Stand stand = before.cursor().equals(lane.cursor()) ? before : new Stand(lane.cursor(), now);
      stands.put(key, stand);
      Trouble trouble = trouble(key, lane, stand.since(), now);
      if (trouble != null) {
        troubles.add(trouble);
      }
    }
    return troubles;
  }

  private @Nullable Trouble trouble(String key, LaneSight lane, Instant since, Instant now) {
    Instant oldest = lane.oldest();
    if (oldest == null) {
      return null;
    }
    String who = who(lane.reader()) + " of " + lane.shard();
    Duration age = Duration.between(oldest, now);
    Duration stood = Duration.between(since, now);
    String waits = "its oldest event waits since " + Words.time(oldest);
    if (stood.compareTo(terms.stalled()) >= 0 && age.compareTo(terms.stalled()) >= 0) {
      return new Trouble(
          "lane/" + key,
          "the %s stands still since %s: %s".formatted(who, Words.time(since), waits),
          "the " + who + " has caught up",
          Duration.ZERO);
    }
    return age.compareTo(terms.behind()) >= 0
        ? new Trouble(
            "lane/" + key,
            "the %s is %s behind: %s".formatted(who, Words.span(age), waits),
            "the " + who + " has caught up",
            Duration.ZERO)
        : null;
  }

  private static String who(Reader reader) {
    return reader == Reader.RELAY ? "relay to the bus" : reader.key();
  }
}
