package dev.oceanus.loader.bigquery.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.bigquery.job.FoundJob;
import dev.oceanus.loader.bigquery.job.JobLabels;
import dev.oceanus.loader.bigquery.job.Jobs;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The streams of a lane in the order in which they came to be its last one. A list that only grows:
 * place n is a query job {@code oc_<epoch>_<lane>_stream_<n>}, which costs nothing, is taken by
 * whoever starts it first, and is kept by BigQuery for half a year. A place may be empty: then
 * somebody only wanted all streams before it to be over. Thread-safe.
 */
final class StreamRegistry {
  private static final String STREAM = "oc_stream_";
  private static final String TABLE = "oc_table_";
  private static final String FENCE = "oc_fence";
  private static final String NOTHING = "SELECT 1";

  private final Jobs jobs;
  private final RandomGenerator random;

  StreamRegistry(Jobs jobs, RandomGenerator random) {
    this.jobs = jobs;
    this.random = random;
  }

  /** The lane whose streams they are, in one life of its data. */
  record Line(String epoch, String lane) {}

  /**
   * A place that is taken.
   *
   * @param number from 1
   * @param stream empty if there is none
   */
  record Place(int number, Optional<StreamName> stream) {}

  /** The last place behind this one that is taken; empty if none is. */
  Optional<Place> lastBehind(Line line, int number) {
    int at = number;
    int step = 1;
    Optional<FoundJob> last = Optional.empty();
    while (step > 0) {
      Optional<FoundJob> ahead = jobs.find(id(line, at + step));
      if (ahead.isPresent()) {
        at += step;
        last = ahead;
        step *= 2;
      } else {
        step /= 2;
      }
    }
    int found = at;
    return last.map(job -> new Place(found, stream(job.labels())));
  }

  /**
   * Takes a place.
   *
   * @return false if somebody else has it
   */
  boolean take(Line line, Place place) {
    String id = id(line, place.number());
    Map<String, String> labels =
        place.stream().map(StreamRegistry::labels).orElseGet(this::ofNobodyElse);
    jobs.query(id, labels, NOTHING);
    FoundJob job =
        jobs.find(id)
            .orElseThrow(
                () ->
                    new WarehouseUnavailableException(
                        "job " + id + " was started, and BigQuery does not show it yet", null));
    return job.labels().equals(labels);
  }

  /** An empty place that somebody else took before would not be behind all that we know of. */
  private Map<String, String> ofNobodyElse() {
    return Map.of(FENCE, Long.toHexString(random.nextLong()));
  }

  private static String id(Line line, int number) {
    return "oc_%s_%s_stream_%d".formatted(line.epoch(), line.lane(), number);
  }

  /** Names tell upper from lower case, labels do not. */
  private static Map<String, String> labels(StreamName stream) {
    Map<String, String> labels = new HashMap<>(JobLabels.pieces(STREAM, hex(stream.id())));
    labels.putAll(JobLabels.pieces(TABLE, hex(stream.table())));
    return labels;
  }

  private static Optional<StreamName> stream(Map<String, String> labels) {
    String id = text(STREAM, labels);
    return id.isEmpty() ? Optional.empty() : Optional.of(new StreamName(text(TABLE, labels), id));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  private static String text(String prefix, Map<String, String> labels) {
    return new String(HexFormat.of().parseHex(JobLabels.text(prefix, labels)), UTF_8);
  }
}
