package dev.oceanus.export.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.life.Backoff;
import dev.oceanus.export.gcs.FakeStorage.Fault;
import dev.oceanus.export.targets.PendingFile;
import dev.oceanus.export.targets.Target;
import dev.oceanus.export.targets.TargetContract;
import dev.oceanus.export.targets.TargetException;
import dev.oceanus.export.targets.UploadLostException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketTargetTest implements TargetContract {
  private static final int CHUNK = 1 << 20;

  @TempDir private Path folder;
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

  @Override
  public Target open() {
    return open("gs://bucket/nightly/");
  }

  private Target open(String location) {
    StorageTerms terms =
        new StorageTerms(
            storage.url(),
            CHUNK,
            4,
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)),
            Duration.ofSeconds(20));
    return new BucketTarget(URI.create(location), LocalDate.of(2026, 12, 1), terms, new Random(1));
  }

  private Path day() {
    return folder.resolve("bucket/nightly/2026-12-01");
  }

  @Override
  public Optional<byte[]> seen(String name) {
    Path file = day().resolve(name);
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> names() {
    if (!Files.exists(day())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(day())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("manifest.json"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private void upload(byte[] bytes) {
    try (Target target = open();
        PendingFile file = target.create("x")) {
      int at = 0;
      for (int length = 1; at < bytes.length; length = length * 3 + 1) {
        int part = Math.min(length, bytes.length - at);
        file.write(bytes, at, part);
        at += part;
      }
      file.commit();
    }
  }

  @Test
  void everyKindOfTroubleEndsWithTheSameBytes() {
    byte[] bytes = bytes(CHUNK * 2 + 777_777);
    for (Fault fault :
        List.of(Fault.CUT, Fault.SILENT, Fault.UNAVAILABLE, Fault.TOO_MANY, Fault.SHORT)) {
      for (int part = 0; part < 3; part++) {
        if (fault == Fault.SHORT && part == 2) {
          continue; // the last part is answered with the object, or an error
        }
        Fault[] faults = new Fault[part + 2];
        Arrays.fill(faults, Fault.NONE);
        faults[part] = fault;
        faults[part + 1] = fault == Fault.SHORT ? Fault.NONE : fault;
        storage.fail(faults);

        upload(bytes);

        assertThat(seen("x")).as("%s in part %d", fault, part).hasValue(bytes);
        try (Target target = open()) {
          target.delete("x");
        }
        while (storage.left() > 0) { // of a part that needed no second try
          upload(bytes(10));
          try (Target target = open()) {
            target.delete("x");
          }
        }
      }
    }
  }

  @Test
  void sendsAgainOnlyWhatCloudStorageDoesNotHave() {
    storage.fail(Fault.CUT);
    upload(bytes(CHUNK + 10));

    assertThat(storage.calls())
        .containsSubsequence(
            "PUT bytes 0-1048575/*",
            "PUT bytes */*",
            "PUT bytes 524288-1048575/*",
            "PUT bytes 1048576-1048585/1048586");
  }

  @Test
  void anUploadOfWholeChunksEndsToo() {
    byte[] bytes = bytes(CHUNK * 2);
    upload(bytes);
    assertThat(seen("x")).hasValue(bytes);
  }

  @Test
  void saysThatAForgottenUploadHasToBeginAgain() {
    storage.fail(Fault.NONE, Fault.GONE);
    assertThatThrownBy(() -> upload(bytes(CHUNK * 3))).isInstanceOf(UploadLostException.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void givesUpAfterItsTries() {
    storage.fail(
        Fault.UNAVAILABLE,
        Fault.UNAVAILABLE,
        Fault.UNAVAILABLE,
        Fault.UNAVAILABLE,
        Fault.UNAVAILABLE);
    assertThatThrownBy(() -> upload(bytes(10)))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("gs://bucket/nightly/2026-12-01/x")
        .hasMessageContaining("HTTP 503");
    assertThat(names()).isEmpty();
  }

  @Test
  void saysWhatAMissingPermissionNeeds() {
    storage.fail(Fault.DENIED);
    assertThatThrownBy(() -> upload(bytes(10))).hasMessageContaining("roles/storage.objectUser");
  }

  @Test
  void saysThatThereIsNoBucket() {
    try (Target target = open("gs://nowhere/x")) {
      assertThatThrownBy(target::manifest).hasMessageContaining("there is no such bucket");
      assertThatThrownBy(() -> target.commit("{}")).hasMessageContaining("no such bucket");
    }
  }

  @Test
  void theFirstOfTwoManifestsStays() {
    try (Target one = open();
        Target other = open()) {
      one.commit("{\"run\":\"one\"}");
      assertThatThrownBy(() -> other.commit("{\"run\":\"other\"}"))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("another run has completed gs://bucket/nightly/2026-12-01/");
      one.commit("{\"run\":\"one\"}"); // its answer may have been lost
      assertThat(other.manifest()).hasValue("{\"run\":\"one\"}");
    }
  }

  @Test
  void aManifestWhoseAnswerIsLostIsWritten() {
    storage.fail(Fault.SILENT);
    try (Target target = open()) {
      target.commit("{}");
      assertThat(target.manifest()).hasValue("{}");
    }
  }

  @Test
  void tidiesNothingWhileNoManifestSaysThatTheOthersAreLeft() {
    upload(bytes(10));
    try (Target target = open()) {
      target.tidy((name, manifest) -> true);
    }
    assertThat(names()).containsExactly("x");
  }
}
