package dev.oceanus.export.run;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.format.RowTooLongException;
import dev.oceanus.export.manifest.ExportedFile;
import dev.oceanus.export.manifest.Manifest;
import dev.oceanus.export.manifest.ManifestText;
import dev.oceanus.export.plan.Export;
import dev.oceanus.export.source.Rows;
import dev.oceanus.export.source.Snapshot;
import dev.oceanus.export.source.SourceException;
import dev.oceanus.export.targets.PendingFile;
import dev.oceanus.export.targets.RunId;
import dev.oceanus.export.targets.Target;
import dev.oceanus.export.targets.TargetException;
import dev.oceanus.export.targets.UploadLostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports one date, unless it is exported: all files of one snapshot, and then the manifest, which
 * says that they are whole. A run that fails takes its files away. Of one thread.
 */
public final class ExportRun {
  private static final Logger logger = LoggerFactory.getLogger(ExportRun.class);
  private static final int MOST_TRIES = 3;

  private final RunTerms terms;
  private final Target target;
  private final Supplier<Snapshot> database;
  private final RunId id;
  private final Clock clock;

  /**
   * @param database takes the snapshot
   */
  public ExportRun(
      RunTerms terms, Target target, Supplier<Snapshot> database, RunId id, Clock clock) {
    this.terms = terms;
    this.target = target;
    this.database = database;
    this.id = id;
    this.clock = clock;
  }

  /**
   * The manifest of the date, of this run or of an earlier one.
   *
   * @throws SourceException if the database fails
   * @throws TargetException if the target fails, or holds another export of this date
   */
  public Manifest run() {
    target.tidy(RunId::isLeft);
    Optional<String> found = target.manifest();
    if (found.isPresent()) {
      return earlier(found.get());
    }
    Manifest manifest = export();
    try {
      target.tidy(RunId::isLeft); // what was left beside it; before, nobody could tell
    } catch (TargetException e) {
      logger.warn("left behind: {}", e.getMessage());
    }
    return manifest;
  }

  private Manifest earlier(String text) {
    String place = target.place(Manifest.NAME);
    Manifest manifest;
    try {
      manifest = ManifestText.read(text);
    } catch (IllegalArgumentException e) {
      throw new TargetException(place + " cannot be read: " + e.getMessage(), e);
    }
    if (!manifest.definition().equals(terms.definition())) {
      throw new TargetException(
          ("%s is exported already, by run %s with other exports or another format; delete %s to"
                  + " export it anew, which also loads it anew")
              .formatted(terms.date(), manifest.run(), place),
          null);
    }
    logger.atInfo().addKeyValue("run", manifest.run()).log("{} is exported already", terms.date());
    return manifest;
  }

  private Manifest export() {
    Instant started = clock.instant();
    List<String> written = new ArrayList<>();
    boolean keep = false;
    try (Snapshot snapshot = database.get()) {
      logger
          .atInfo()
          .addKeyValue("run", id.text())
          .log("exports {} as of {}", terms.database(), snapshot.time());
      check(snapshot);
      List<ExportedFile> files = new ArrayList<>();
      for (Export export : terms.plan().exports()) {
        String name = id.file(export.name(), terms.format());
        written.add(name);
        files.add(file(snapshot, export, name));
      }
      Manifest manifest =
          new Manifest(
              id.text(),
              terms.date(),
              terms.definition(),
              terms.database(),
              snapshot.time(),
              terms.format(),
              started,
              clock.instant(),
              files);
      keep = true; // from here on a manifest may name them, also where writing it seems to fail
      commit(manifest, written);
      return manifest;
    } finally {
      if (!keep) {
        takeAway(written);
      }
    }
  }

  private void commit(Manifest manifest, List<String> written) {
    String text = ManifestText.write(manifest);
    try {
      target.commit(text);
    } catch (TargetException e) {
      if (isNot(text)) {
        takeAway(written);
      }
      throw e;
    }
  }

  /** Whether this manifest is certainly not there. */
  private boolean isNot(String manifest) {
    try {
      return !target.manifest().equals(Optional.of(manifest));
    } catch (TargetException e) {
      return false;
    }
  }

  /** Before hours of work: whether all exports can be read at all. */
  private void check(Snapshot snapshot) {
    List<String> faults = new ArrayList<>();
    for (Export export : terms.plan().exports()) {
      List<Column> columns = snapshot.columns(export);
      export.destination().ifPresent(to -> faults.addAll(Fitting.faults(export, columns, to)));
    }
    if (!faults.isEmpty()) {
      throw new SourceException(String.join("; ", faults), null);
    }
  }

  private ExportedFile file(Snapshot snapshot, Export export, String name) {
    for (int tries = 1; ; tries++) {
      try {
        return once(snapshot, export, name);
      } catch (UploadLostException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
        logger.warn("{}; it is read again, from the same snapshot", e.getMessage());
      }
    }
  }

  private ExportedFile once(Snapshot snapshot, Export export, String name) {
    Instant began = clock.instant();
    ExportedFile file;
    try (PendingFile pending = target.create(name);
        Rows rows = snapshot.read(export)) {
      file =
          new FileWriter(terms.format(), terms.longestRow())
              .write(export.name(), name, rows, pending);
    } catch (RowTooLongException e) {
      throw new SourceException(
          "export '%s': %s; leave its long columns out, or raise OCEANUS_EXPORT_MAX_ROW"
              .formatted(export.name(), e.getMessage()),
          e);
    } catch (OutOfMemoryError e) {
      throw new SourceException(
          "export '%s': a row does not fit into memory; leave its long columns out, or give the"
                  .formatted(export.name())
              + " container more",
          e);
    }
    file.nulled().forEach((column, count) -> nulled(export, column, count));
    logger
        .atInfo()
        .addKeyValue("export", export.name())
        .addKeyValue("rows", file.rows())
        .addKeyValue("bytes", file.bytes())
        .addKeyValue("millis", Duration.between(began, clock.instant()).toMillis())
        .log("{} is written", name);
    return file;
  }

  private static void nulled(Export export, String column, long count) {
    logger
        .atWarn()
        .addKeyValue("export", export.name())
        .addKeyValue("column", column)
        .addKeyValue("values", count)
        .log("values of {}.{} are null, since its type cannot say them", export.name(), column);
  }

  /** What cannot be taken away has a name of its own; a later run tidies it up. */
  private void takeAway(List<String> written) {
    for (String name : written) {
      try {
        target.delete(name);
      } catch (TargetException e) {
        logger.warn("left behind: {}", e.getMessage());
      }
    }
  }
}
