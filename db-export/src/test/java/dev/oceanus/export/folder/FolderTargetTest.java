package dev.oceanus.export.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.export.targets.PendingFile;
import dev.oceanus.export.targets.RunId;
import dev.oceanus.export.targets.Target;
import dev.oceanus.export.targets.TargetContract;
import dev.oceanus.export.targets.TargetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTargetTest implements TargetContract {
  private static final String LEFT = "orders.20261130T030000Z-0a1b2c3d.ndjson.gz";

  @TempDir private Path root;

  @Override
  public Target open() {
    return FolderTarget.open(root, LocalDate.of(2026, 12, 1));
  }

  @Override
  public Optional<byte[]> seen(String name) {
    Path file = root.resolve("2026-12-01").resolve(name);
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> names() {
    try (Stream<Path> files = Files.list(root.resolve("2026-12-01"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("manifest.json"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aLockKeepsASecondRunOut() {
    try (Target first = open()) {
      assertThat(first.manifest()).isEmpty();
      assertThatThrownBy(this::open)
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("another run is at work in " + root);
    }
    open().close();
  }

  @Test
  void tidiesLeftoversOfEveryDateAndNothingElse() throws IOException {
    Path day = Files.createDirectories(root.resolve("2026-11-30"));
    Files.writeString(day.resolve(LEFT), "left");
    Files.writeString(day.resolve(LEFT + ".part"), "left");
    Files.writeString(day.resolve("manifest.json.part"), "left");
    Files.writeString(day.resolve("notes.txt"), "a person's");
    Path other = Files.createDirectories(root.resolve("archive"));
    Files.writeString(other.resolve(LEFT), "a person's");

    try (Target target = open()) {
      target.tidy(RunId::isLeft);
    }

    try (Stream<Path> files = Files.list(day)) {
      assertThat(files).containsExactly(day.resolve("notes.txt"));
    }
    assertThat(other.resolve(LEFT)).exists();
  }

  @Test
  void saysWhatCannotBeWritten() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> FolderTarget.open(file, LocalDate.of(2026, 12, 1)))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("opening " + file);
    try (Target target = open()) {
      assertThatThrownBy(() -> target.create("no/such/folder"))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("creating");
      try (PendingFile pending = target.create("x")) {
        pending.commit();
      }
    }
  }
}
