package dev.oceanus.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program that says what it was given, opens a file, and waits for its end. */
final class Sleeper {
  private Sleeper() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    String given = System.getenv().getOrDefault("OCEANUS_GIVEN", "nothing");
    Path file = Path.of(System.getenv("SLEEPER_FILE"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("sleeper ends")));
    try (var open = Files.newOutputStream(file)) {
      open.write(1);
      System.out.println("眠る人は " + given + " をもらった");
      new CountDownLatch(1).await();
    }
  }
}
