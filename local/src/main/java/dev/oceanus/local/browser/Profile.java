package dev.oceanus.local.browser;

import dev.oceanus.common.life.Retry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for a browser's data that is thrown away when it is closed, which has to be after the
 * browser.
 *
 * @param folder new and empty
 */
public record Profile(Path folder) implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int TRIES = 20;

  /** A new one among the temporary files. */
  public static Profile make() throws IOException {
    return new Profile(Files.createTempDirectory("oceanus-browser"));
  }

  /** Deletes it, with some patience for processes of the browser that are about to end. */
  @Override
  public void close() throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        delete();
        return;
      } catch (IOException | UncheckedIOException e) {
        if (tries == TRIES || !Retry.pause(LOOK)) {
          throw new IOException("cannot delete the browser's data in " + folder, e);
        }
      }
    }
  }

  private void delete() throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
