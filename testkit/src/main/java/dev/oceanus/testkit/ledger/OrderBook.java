package dev.oceanus.testkit.ledger;

import dev.oceanus.testkit.ledger.Difference.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether events stand in their streams in the order in which they were accepted: behind those that
 * had been acknowledged before they were sent, and those of one request in its order. A request
 * that nobody has acknowledged may be on its way for long. Not thread-safe.
 */
final class OrderBook {
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, List<Entry>> streams = new TreeMap<>();

  /** When an event was sent and acknowledged, and its place in its request. */
  private record Place(long begun, long acknowledged, int index) {}

  private record Entry(String id, long millis, long number) {}

  /** Events that were sent together. */
  void sent(Books.Attempt attempt) {
    long acknowledged = attempt.answer().acknowledges() ? attempt.ended() : Long.MAX_VALUE;
    for (int i = 0; i < attempt.events().size(); i++) {
      places.put(attempt.events().get(i).id(), new Place(attempt.begun(), acknowledged, i));
    }
  }

  /** Where an event is, as {@code lane:shard:milliseconds-number}. */
  void entry(String id, String entry) {
    int colon = entry.lastIndexOf(':');
    int dash = entry.lastIndexOf('-');
    streams
        .computeIfAbsent(entry.substring(0, colon), stream -> new ArrayList<>())
        .add(
            new Entry(
                id,
                Long.parseLong(entry, colon + 1, dash, 10),
                Long.parseLong(entry, dash + 1, entry.length(), 10)));
  }

  List<Difference> differences() {
    List<Difference> differences = new ArrayList<>();
    streams.forEach((stream, entries) -> look(stream, entries, differences));
    return differences;
  }

  private void look(String stream, List<Entry> entries, List<Difference> differences) {
    entries.sort(Comparator.comparingLong(Entry::millis).thenComparingLong(Entry::number));
    Map<Long, Integer> indexes = new HashMap<>();
    long youngest = Long.MIN_VALUE;
    String youngestId = "";
    for (Entry entry : entries) {
      Place place = places.get(entry.id());
      if (place == null) {
        continue; // found to be invented by the oracle itself
      }
      Integer before = indexes.put(place.begun(), place.index());
      if (place.acknowledged() < youngest || (before != null && before > place.index())) {
        differences.add(
            new Difference(
                Kind.OVERTAKEN,
                entry.id(),
                "stands in " + stream + " behind " + youngestId + ", which was sent later"));
      }
      if (place.begun() >= youngest) {
        youngest = place.begun();
        youngestId = entry.id();
      }
    }
  }
}
