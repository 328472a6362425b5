package dev.oceanus.export.targets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every target does. */
public interface TargetContract {
  /** A target of one date, the same each time; the one before is closed. */
  Target open();

  /** The bytes of a file that readers see, or empty. */
  Optional<byte[]> seen(String name);

  /** Names that readers see, without the manifest's. */
  List<String> names();

  @Test
  default void showsAFileOnceItIsWhole() {
    byte[] bytes = new byte[3_000_000];
    new Random(7).nextBytes(bytes);
    try (Target target = open();
        PendingFile file = target.create("a")) {
      for (int i = 0; i < bytes.length; i += 1000) {
        file.write(bytes, i, 1000);
      }
      assertThat(seen("a")).isEmpty();
      file.commit();
      assertThat(seen("a")).hasValue(bytes);
    }
    assertThat(names()).containsExactly("a");
  }

  @Test
  default void takesAnEmptyFile() {
    try (Target target = open();
        PendingFile file = target.create("empty")) {
      file.commit();
    }
    assertThat(seen("empty")).hasValue(new byte[0]);
  }

  @Test
  default void leavesNothingOfAFileThatIsNotCommitted() {
    try (Target target = open();
        PendingFile file = target.create("b")) {
      file.write(new byte[2_000_000], 0, 2_000_000);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  default void keepsAManifest() {
    try (Target target = open()) {
      assertThat(target.manifest()).isEmpty();
      target.commit("{}");
      assertThat(target.manifest()).hasValue("{}");
    }
    try (Target target = open()) {
      assertThat(target.manifest()).hasValue("{}");
    }
  }

  @Test
  default void deletesWhatIsThereAndWhatIsNot() {
    try (Target target = open()) {
      write(target, "a");
      target.delete("a");
      target.delete("a");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  default void tidiesWhatIsLeftBesideAManifest() {
    try (Target target = open()) {
      List.of("a", "b", "c", "d", "e").forEach(name -> write(target, name));
      target.commit("keep a");
      List<String> asked = new ArrayList<>();
      target.tidy(
          (name, manifest) -> {
            asked.add(name);
            return name.length() == 1 && !manifest.orElse("").contains(name + "");
          });
      assertThat(asked).contains("a", "b", "c", "d", "e");
    }
    assertThat(names()).contains("a").doesNotContain("b", "c", "d");
  }

  private static void write(Target target, String name) {
    try (PendingFile file = target.create(name)) {
      byte[] bytes = name.getBytes(UTF_8);
      file.write(bytes, 0, bytes.length);
      file.commit();
    }
  }
}
