package dev.oceanus.testkit.ledger;

import dev.oceanus.testkit.ledger.Difference.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Batches as the warehouse remembers them, and the rows that say to which they belong. Each has as
 * many rows as it says; each lane has one epoch, whose batches are numbered without gaps from 1.
 */
public final class BatchBook {
  private final Map<String, Long> rows = new TreeMap<>();
  private final Map<String, Batch> batches = new TreeMap<>();
  private final Map<String, Map<String, List<Long>>> epochs = new TreeMap<>();
  private final List<Difference> doubled = new ArrayList<>();

  /**
   * A batch.
   *
   * @param attempt 0 for one that was only given up, and never committed
   * @param rows as many as it says to have
   */
  public record Batch(String lane, String epoch, long seq, int attempt, long rows) {
    String key() {
      return lane + " " + epoch + "-" + seq;
    }
  }

  void row(String lane, String batch) {
    rows.merge(lane + " " + batch, 1L, Long::sum);
  }

  void batch(Batch batch) {
    if (batch.attempt() == 0) {
      return;
    }
    if (batches.put(batch.key(), batch) != null) {
      doubled.add(new Difference(Kind.DOUBLED, batch.key(), "the batch was committed twice"));
    }
    epochs
        .computeIfAbsent(batch.lane(), lane -> new HashMap<>())
        .computeIfAbsent(batch.epoch(), epoch -> new ArrayList<>())
        .add(batch.seq());
  }

  int committed() {
    return batches.size();
  }

  List<Difference> differences() {
    List<Difference> found = new ArrayList<>(doubled);
    batches.forEach(
        (key, batch) -> {
          long there = rows.getOrDefault(key, 0L);
          if (there != batch.rows()) {
            found.add(
                new Difference(
                    Kind.SHORT_BATCH, key, "says %d rows, has %d".formatted(batch.rows(), there)));
          }
        });
    rows.forEach(
        (key, count) -> {
          if (!batches.containsKey(key)) {
            found.add(new Difference(Kind.INVENTED, key, count + " rows of no known batch"));
          }
        });
    epochs.forEach((lane, lives) -> found.addAll(gaps(lane, lives)));
    return found;
  }

  private static List<Difference> gaps(String lane, Map<String, List<Long>> lives) {
    List<Difference> found = new ArrayList<>();
    if (lives.size() > 1) {
      found.add(
          new Difference(
              Kind.BATCH_GAP, lane, "began %d epochs: %s".formatted(lives.size(), lives.keySet())));
    }
    lives.forEach(
        (epoch, seqs) -> {
          long highest = seqs.stream().mapToLong(Long::longValue).max().orElse(0);
          if (highest != seqs.size()) {
            found.add(
                new Difference(
                    Kind.BATCH_GAP,
                    lane + " " + epoch,
                    "the last batch is %d, but there are %d".formatted(highest, seqs.size())));
          }
        });
    return found;
  }
}
