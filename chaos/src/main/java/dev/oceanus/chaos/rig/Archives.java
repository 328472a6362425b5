package dev.oceanus.chaos.rig;

import dev.oceanus.testkit.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Archives of the classes that programs load, by which they start in half of the time. Made once in
 * the life of this process, whatever number of rigs of a kind it sets up.
 */
final class Archives {
  private static final Path FOLDER = folder();

  private Archives() {}

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("oceanus-archives");
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> Folders.delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of a program, which loads other classes for another warehouse or live events. */
  static Path of(String mainClass, RigPlan plan) {
    String name = mainClass.substring(mainClass.lastIndexOf('.') + 1);
    return FOLDER.resolve(
        "%s-%s%s.jsa".formatted(name, plan.warehouse().key(), plan.live() ? "-live" : ""));
  }
}
