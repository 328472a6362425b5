package dev.oceanus.loader.bigquery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.Rows;
import dev.oceanus.loader.bigquery.job.FoundJob;
import dev.oceanus.loader.bigquery.job.FoundJob.Fate;
import dev.oceanus.loader.bigquery.job.Jobs;
import dev.oceanus.loader.bigquery.ndjson.RowLines;
import dev.oceanus.loader.bigquery.table.RowCheck;
import dev.oceanus.loader.bigquery.table.TableShape;
import dev.oceanus.loader.warehouse.Rehearsal;
import dev.oceanus.loader.warehouse.Rehearsal.RefusedRow;
import dev.oceanus.loader.warehouse.WarehouseBusyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tries rows: first by what the table says of its columns, then by a load job into an empty copy of
 * it. Whoever asks while the job runs is told to ask again, and what was found is kept for a while,
 * since a search for rows at fault begins anew each time. Thread-safe.
 */
final class LoadRehearsal {
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final BigQueryKit kit;
  private final LoadTerms terms;
  private final Map<String, Trial> trials = new ConcurrentHashMap<>();

  /**
   * A job that tries rows.
   *
   * @param name of the job and of its table
   * @param begun when
   * @param found what it has said, once it has
   */
  private record Trial(String name, Instant begun, Optional<Rehearsal> found) {}

  LoadRehearsal(BigQueryKit kit, LoadTerms terms) {
    this.kit = kit;
    this.terms = terms;
  }

  Rehearsal rehearse(Batch.Part part) {
    // Not what is remembered of it: this is asked when something is wrong.
    String table = kit.destinations().of(part);
    kit.tables().forget(table);
    TableShape shape = kit.tables().fitting(table, part.schema());
    List<RefusedRow> refused = new RowCheck(shape, part.schema()).refused(part.rows());
    if (!refused.isEmpty()) {
      return new Rehearsal.RefusedRows(refused);
    }
    Instant now = kit.clock().instant();
    trials.values().removeIf(each -> each.begun().plus(KEPT).isBefore(now));
    String key = key(part);
    Trial trial = trials.get(key);
    if (trial == null) {
      trial = new Trial(begin(part, shape), now, Optional.empty());
      trials.put(key, trial);
    }
    Rehearsal found = trial.found().orElse(null);
    if (found == null) {
      found = look(part, trial);
      trials.put(key, new Trial(trial.name(), trial.begun(), Optional.of(found)));
    }
    return found;
  }

  private String begin(Batch.Part part, TableShape shape) {
    String name = "oc_rehearsal_%016x".formatted(kit.random().nextLong());
    kit.scratch().make(name, shape.name());
    RowLines lines = lines(part);
    kit.jobs().load(new Jobs.Load(name, name, Map.of()), out -> lines.write(part.rows(), out));
    return name;
  }

  private Rehearsal look(Batch.Part part, Trial trial) {
    FoundJob job = kit.jobs().find(trial.name()).orElseThrow(() -> busy(trial.name()));
    return switch (job.fate()) {
      case Fate.Live unused -> throw busy(trial.name());
      case Fate.Done unused -> {
        kit.scratch().drop(trial.name());
        yield new Rehearsal.Taken();
      }
      case Fate.Failed failure -> {
        kit.scratch().drop(trial.name());
        yield judged(part, trial, failure);
      }
    };
  }

  private Rehearsal judged(Batch.Part part, Trial trial, Fate.Failed failure) {
    if (failure.failure() != BigQueryFailure.ROWS) {
      trials.remove(key(part));
      throw new WarehouseUnavailableException(
          "job %s failed: %s (%s: %s)"
              .formatted(
                  trial.name(),
                  failure.failure().advice(kit.dataset()),
                  failure.failure().key(),
                  failure.detail()),
          null);
    }
    List<RefusedRow> named = named(part, failure);
    return named.isEmpty()
        ? new Rehearsal.Refused(failure.detail())
        : new Rehearsal.RefusedRows(named);
  }

  /** Rows that the job names by a position at which one begins. */
  private static List<RefusedRow> named(Batch.Part part, Fate.Failed failure) {
    List<RefusedRow> named = new ArrayList<>();
    if (failure.rows().isEmpty()) {
      return named;
    }
    long[] starts = lines(part).starts(part.rows());
    for (FoundJob.RowError error : failure.rows()) {
      int index = Arrays.binarySearch(starts, error.position());
      if (index >= 0 && named.stream().noneMatch(row -> row.index() == index)) {
        String field = part.schema().indexOf(error.field()) < 0 ? "" : error.field();
        named.add(new RefusedRow(index, field, error.detail()));
      }
    }
    return named;
  }

  private static RowLines lines(Batch.Part part) {
    return new RowLines(part.schema(), new RowLines.Marks(part.lane(), "rehearsal", "rehearsal"));
  }

  private WarehouseBusyException busy(String job) {
    return new WarehouseBusyException("job " + job + " is under way", terms.again(kit.random()));
  }

  private static String key(Batch.Part part) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Rows.Raw row : part.rows().raw()) {
        digest.update(row.ref().text(part.lane()).getBytes(US_ASCII));
        digest.update((byte) '\n');
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
