package dev.oceanus.export;

import dev.oceanus.export.bigquery.LoadException;
import dev.oceanus.export.bigquery.LoadOrder;
import dev.oceanus.export.bigquery.Loads;
import dev.oceanus.export.folder.FolderTarget;
import dev.oceanus.export.gcs.BucketTarget;
import dev.oceanus.export.gcs.StorageTerms;
import dev.oceanus.export.jdbc.JdbcSnapshot;
import dev.oceanus.export.manifest.ExportedFile;
import dev.oceanus.export.manifest.Manifest;
import dev.oceanus.export.plan.Export;
import dev.oceanus.export.run.ExportRun;
import dev.oceanus.export.run.RunTerms;
import dev.oceanus.export.targets.RunId;
import dev.oceanus.export.targets.Target;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one night does: files, then their loads. Of one thread. */
final class Batch {
  private static final Logger logger = LoggerFactory.getLogger(Batch.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final ExportSettings settings;
  private final Clock clock;
  private final RandomGenerator random;

  Batch(ExportSettings settings, Clock clock, RandomGenerator random) {
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  void run() {
    Instant began = clock.instant();
    int longest = Math.toIntExact(settings.maxRow().bytes());
    RunTerms terms =
        new RunTerms(
            settings.date(),
            settings.plan(),
            settings.format(),
            longest,
            settings.database().toString());
    try (Target target = target()) {
      Manifest manifest =
          new ExportRun(
                  terms,
                  target,
                  () -> JdbcSnapshot.take(settings.database(), longest),
                  RunId.of(began, random),
                  clock)
              .run();
      load(manifest, target);
      logger
          .atInfo()
          .addKeyValue("run", manifest.run())
          .addKeyValue("date", manifest.date().toString())
          .addKeyValue("files", manifest.files().size())
          .addKeyValue("rows", manifest.rows())
          .addKeyValue("bytes", manifest.bytes())
          .addKeyValue("seconds", Duration.between(began, clock.instant()).toSeconds())
          .log("{} is exported: {}", manifest.date(), target.place(Manifest.NAME));
    }
  }

  private Target target() {
    return settings.isBucket()
        ? new BucketTarget(
            settings.target(), settings.date(), StorageTerms.at(settings.storage()), random)
        : FolderTarget.open(Path.of(settings.target()), settings.date());
  }

  /** All that can be loaded is; then the failures are told together. */
  private void load(Manifest manifest, Target target) {
    Map<String, ExportedFile> files =
        manifest.files().stream()
            .collect(Collectors.toMap(ExportedFile::export, Function.identity()));
    Loads loads = new Loads(settings.bigQuery(), POLL, settings.loadTimeout());
    List<String> failures = new ArrayList<>();
    for (Export export : settings.plan().exports()) {
      ExportedFile file = files.get(export.name());
      if (file == null || export.destination().isEmpty()) {
        continue;
      }
      String place = target.place(file.file());
      try {
        loads.load(
            new LoadOrder(
                manifest.run(), file, place, manifest.format(), export.destination().get()));
      } catch (LoadException e) {
        failures.add(e.getMessage());
      }
    }
    if (!failures.isEmpty()) {
      throw new LoadException(String.join("; ", failures), null);
    }
  }
}
