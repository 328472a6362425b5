package dev.oceanus.export.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.life.Backoff;
import dev.oceanus.export.folder.FolderTarget;
import dev.oceanus.export.gcs.BucketTarget;
import dev.oceanus.export.gcs.FakeStorage;
import dev.oceanus.export.gcs.FakeStorage.Fault;
import dev.oceanus.export.gcs.StorageTerms;
import dev.oceanus.export.manifest.ExportedFile;
import dev.oceanus.export.manifest.Manifest;
import dev.oceanus.export.manifest.ManifestText;
import dev.oceanus.export.memory.MemorySnapshot;
import dev.oceanus.export.plan.Format;
import dev.oceanus.export.plan.PlanReader;
import dev.oceanus.export.source.SourceException;
import dev.oceanus.export.targets.PendingFile;
import dev.oceanus.export.targets.RunId;
import dev.oceanus.export.targets.Target;
import dev.oceanus.export.targets.TargetException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on both targets, broken at every one of its steps. */
class ExportRunTest {
  private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-01T03:00:00Z"), ZoneOffset.UTC);
  private static final String PLAN = "exports: {a: {table: a}, b: {table: b}}";
  private static final int ROWS = 40_000;

  @TempDir private Path folder;
  private final Random random = new Random(5);
  private FakeStorage storage;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(folder.resolve("bucket"));
    storage = FakeStorage.start(folder);
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  private Target bucket() {
    StorageTerms terms =
        new StorageTerms(
            storage.url(),
            1 << 18,
            4,
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)),
            Duration.ofSeconds(20));
    return new BucketTarget(URI.create("gs://bucket"), DAY, terms, random);
  }

  private Target folderTarget() {
    return FolderTarget.open(folder.resolve("bucket"), DAY);
  }

  private Path day() {
    return folder.resolve("bucket/2026-12-01");
  }

  private ExportRun run(Target target, String plan, MemorySnapshot database) {
    RunTerms terms =
        new RunTerms(DAY, PlanReader.read(plan, "x"), Format.NDJSON, 1 << 20, "memory");
    return new ExportRun(terms, target, () -> database, RunId.of(CLOCK.instant(), random), CLOCK);
  }

  private static MemorySnapshot whole() {
    return new MemorySnapshot(ROWS, -1);
  }

  /** Files beside the manifest. */
  private List<String> files() {
    try (Stream<Path> files = Files.list(day())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void assertWhole() throws IOException {
    Manifest manifest = ManifestText.read(Files.readString(day().resolve(Manifest.NAME)));
    assertThat(manifest.files()).hasSize(2);
    for (ExportedFile file : manifest.files()) {
      assertThat(new ReadFile(day().resolve(file.file())).matches(file)).isTrue();
      assertThat(file.rows()).isEqualTo(ROWS);
    }
  }

  @Test
  void writesFilesAndThenTheManifest() throws IOException {
    for (Supplier<Target> kind : List.<Supplier<Target>>of(this::bucket, this::folderTarget)) {
      try (Target target = kind.get()) {
        Manifest manifest = run(target, PLAN, whole()).run();
        assertThat(ManifestText.read(Files.readString(day().resolve(Manifest.NAME))))
            .isEqualTo(manifest);
        assertThat(manifest.rows()).isEqualTo(2L * ROWS);
      }
      assertWhole();
      Files.delete(day().resolve(Manifest.NAME));
    }
  }

  @Test
  void doesNothingASecondTime() {
    try (Target target = bucket()) {
      Manifest first = run(target, PLAN, whole()).run();
      List<String> files = files();

      Manifest second = run(target, PLAN, new MemorySnapshot(1, 0)).run();

      assertThat(second).isEqualTo(first);
      assertThat(files()).isEqualTo(files);
    }
  }

  @Test
  void refusesAnotherExportOfTheSameDate() {
    try (Target target = bucket()) {
      run(target, PLAN, whole()).run();
      assertThatThrownBy(() -> run(target, "exports: {a: {table: a}}", whole()).run())
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("delete gs://bucket/2026-12-01/manifest.json");
    }
  }

  @Test
  void aDatabaseThatDiesLeavesNothing() {
    for (Supplier<Target> kind : List.<Supplier<Target>>of(this::bucket, this::folderTarget)) {
      try (Target target = kind.get()) {
        assertThatThrownBy(() -> run(target, PLAN, new MemorySnapshot(ROWS, 30_000)).run())
            .isInstanceOf(SourceException.class);
      }
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void aForgottenUploadIsWrittenAgainFromTheSameSnapshot() throws IOException {
    storage.fail(Fault.GONE, Fault.NONE, Fault.GONE);
    try (Target target = bucket()) {
      run(target, PLAN, whole()).run();
    }
    assertWhole();
    assertThat(files()).hasSize(3);
  }

  @Test
  void twoRunsAtOnceDoNotMix() throws IOException {
    try (Target one = bucket();
        Target other = bucket()) {
      ExportRun late = run(other, PLAN, whole());
      Target slow = new Interleaved(one, () -> late.run());

      assertThatThrownBy(() -> run(slow, PLAN, whole()).run())
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("another run has completed");
    }
    assertWhole();
    assertThat(files()).hasSize(3);
  }

  @Test
  @Tag("slow")
  void brokenAtAnyStepItLeavesNothingThatLooksWholeAndTheNextRunSucceeds() throws IOException {
    for (Supplier<Target> kind : List.<Supplier<Target>>of(this::bucket, this::folderTarget)) {
      boolean ended = false;
      for (int step = 1; !ended; step++) {
        try (Target target = kind.get()) {
          try {
            run(new Dying(target, step), PLAN, whole()).run();
            ended = true;
          } catch (Dying.DeadException e) {
            if (Files.exists(day().resolve(Manifest.NAME))) {
              assertWhole();
            }
          }
        }
        try (Target target = kind.get()) {
          run(target, PLAN, whole()).run();
        }
        assertWhole();
        assertThat(files()).as("after death at step %d", step).hasSize(3);
        Files.delete(day().resolve(Manifest.NAME));
        try (Stream<Path> left = Files.list(day())) {
          for (Path each : left.toList()) {
            Files.delete(each);
          }
        }
      }
    }
  }

  /** Lets another run go before the manifest. */
  private record Interleaved(Target target, Runnable before) implements Target {
    @Override
    public Optional<String> manifest() {
      return target.manifest();
    }

    @Override
    public PendingFile create(String name) {
      return target.create(name);
    }

    @Override
    public void commit(String manifest) {
      before.run();
      target.commit(manifest);
    }

    @Override
    public void delete(String name) {
      target.delete(name);
    }

    @Override
    public void tidy(LeftBehind left) {
      target.tidy(left);
    }

    @Override
    public String place(String name) {
      return target.place(name);
    }

    @Override
    public void close() {
      target.close();
    }
  }
}
