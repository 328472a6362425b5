package dev.oceanus.notifier.watch;

import static java.util.stream.Collectors.toSet;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Streams whose readers stand still or fall behind. */
final class LaneTroubles {
  private static final String LANE = "lane/";

  private final WatchTerms terms;
  private final Map<String, Stand> stands = new HashMap<>();

  /** Where a cursor has been since when. */
  private record Stand(EntryId cursor, Instant since) {}

  LaneTroubles(WatchTerms terms) {
    this.terms = terms;
  }

  /**
   * These incidents, where those of readers that are not there any more will not end as if they had
   * caught up: a relay is forgotten when it has not shown itself for long.
   */
  static List<Incident> reworded(List<Incident> incidents, List<LaneSight> lanes) {
    Set<String> there = lanes.stream().map(LaneTroubles::key).collect(toSet());
    return incidents.stream()
        .map(each -> isLane(each) && !there.contains(each.key()) ? gone(each) : each)
        .toList();
  }

  private static boolean isLane(Incident incident) {
    return incident.key().startsWith(LANE);
  }

  private static Incident gone(Incident incident) {
    String[] key = incident.key().split("/", -1);
    return incident.over(
        "the "
            + who(key[2])
            + " of "
            + key[1]
            + " has not caught up: it is gone, its cursor forgotten or its lane not served any more");
  }

  private static String key(LaneSight lane) {
    return LANE + lane.shard() + "/" + lane.reader().key();
  }

  /**
   * What is wrong with these, which were looked at now.
   *
   * @param known tells which of it another watch has seen before this one
   */
  List<Trouble> see(List<LaneSight> lanes, Journal known, Instant now) {
    List<Trouble> troubles = new ArrayList<>();
    for (LaneSight lane : lanes) {
      String key = key(lane);
      // What stood still for the watch before this one stands still until it moves.
      Instant since = known.since(key).map(begun -> begun.minus(terms.stalled())).orElse(now);
      Stand before = stands.getOrDefault(key, new Stand(lane.cursor(), since));
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
    String who = who(lane.reader().key()) + " of " + lane.shard();
    Duration age = Duration.between(oldest, now);
    Duration stood = Duration.between(since, now);
    String waits = "its oldest event waits since " + Words.time(oldest);
    if (stood.compareTo(terms.stalled()) >= 0 && age.compareTo(terms.stalled()) >= 0) {
      return new Trouble(
          key,
          "the %s stands still since %s: %s".formatted(who, Words.time(since), waits),
          "the " + who + " has caught up",
          Duration.ZERO);
    }
    return age.compareTo(terms.behind()) >= 0
        ? new Trouble(
            key,
            "the %s is %s behind: %s".formatted(who, Words.span(age), waits),
            "the " + who + " has caught up",
            Duration.ZERO)
        : null;
  }

  private static String who(String reader) {
    return reader.equals(Reader.RELAY.key()) ? "relay to the bus" : reader;
  }
}
