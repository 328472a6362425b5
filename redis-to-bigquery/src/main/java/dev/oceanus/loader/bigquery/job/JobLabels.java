package dev.oceanus.loader.bigquery.job;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.warehouse.Committed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a job says of its batch, in the labels that BigQuery keeps with it: 63 characters each of
 * lower case, digits, hyphen and underscore, so that long texts are cut into pieces.
 */
public final class JobLabels {
  /** A label's longest value. */
  private static final int LONGEST = 63;

  private static final int HALF_OF_SHA = 32;
  private static final String ATTEMPT = "oc_attempt";
  private static final String ROWS = "oc_rows";
  private static final String SHA = "oc_sha_";
  private static final String UPPER = "oc_upper_";
  private static final String ABANDONED = "oc_abandoned";
  private static final String CLAIM = "oc_stream";

  private JobLabels() {}

  /** Labels of a job that commits this seal. */
  public static Map<String, String> of(Seal seal) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(ATTEMPT, Integer.toString(seal.attempt()));
    labels.put(ROWS, Integer.toString(seal.rows()));
    labels.put(SHA + 0, seal.sha256().substring(0, HALF_OF_SHA));
    labels.put(SHA + 1, seal.sha256().substring(HALF_OF_SHA));
    String upper = seal.upper().stream().map(EntryId::toString).collect(Collectors.joining("_"));
    labels.putAll(pieces(UPPER, upper));
    return labels;
  }

  /** Labels of a job that only keeps a batch from being committed. */
  public static Map<String, String> abandoned() {
    return Map.of(ABANDONED, "true");
  }

  /** Whether a job keeps its batch from being committed. */
  public static boolean isAbandoned(Map<String, String> labels) {
    return labels.containsKey(ABANDONED);
  }

  /**
   * Labels of a job that only keeps others away while its batch is brought by a stream.
   *
   * @param stream number of the stream among those of the lane
   */
  public static Map<String, String> claim(int stream) {
    return Map.of(CLAIM, Integer.toString(stream));
  }

  /**
   * The number of the stream for which a job keeps others away; empty if it does not. The job
   * itself commits nothing, and is followed by others when that stream is over.
   */
  public static OptionalInt claimedBy(Map<String, String> labels) {
    String stream = labels.get(CLAIM);
    return stream == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(stream));
  }

  /** A text cut into labels {@code <prefix>00}, {@code <prefix>01} and so on. */
  public static Map<String, String> pieces(String prefix, String text) {
    Map<String, String> labels = new TreeMap<>();
    for (int at = 0; at < text.length(); at += LONGEST) {
      String piece = text.substring(at, Math.min(text.length(), at + LONGEST));
      labels.put("%s%02d".formatted(prefix, at / LONGEST), piece);
    }
    return labels;
  }

  /** The text of such labels; empty if there are none. */
  public static String text(String prefix, Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .filter(label -> label.getKey().startsWith(prefix))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining());
  }

  /**
   * What a job has committed by its labels.
   *
   * @param rows what it has written
   * @return empty if the labels are not of a batch
   */
  public static Optional<Committed> committed(BatchId id, Map<String, String> labels, long rows) {
    try {
      List<EntryId> upper =
          Arrays.stream(text(UPPER, labels).split("_")).map(EntryId::parse).toList();
      String sha = text(SHA, labels);
      int attempt = Integer.parseInt(labels.getOrDefault(ATTEMPT, ""));
      return Optional.of(new Committed(id, attempt, Math.toIntExact(rows), sha, upper));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
