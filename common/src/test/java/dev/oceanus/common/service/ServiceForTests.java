package dev.oceanus.common.service;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.StartException;
import java.util.List;

/** A process with two parts that tell what happens to them, and fails as it is told to. */
final class ServiceForTests {
  private ServiceForTests() {}

  private enum Failure {
    NONE,
    START,
    LATER,
    UNCAUGHT,
    BUG
  }

  /** The process. */
  public static void main(String[] args) {
    ServiceRunner.run("test-service", System.getenv(), ServiceForTests::wire);
  }

  private static List<Component> wire(Boot boot) {
    Failure failure =
        boot.env().choice("OCEANUS_TEST_FAILURE", Failure.class, Failure.NONE, "How it fails.");
    int unused = boot.env().integer("OCEANUS_TEST_NUMBER", 1, 0, 9, "A number.");
    boot.env().check();
    return List.of(
        part("first", () -> {}),
        part(
            "second",
            () -> {
              switch (failure) {
                case NONE -> {}
                case START -> throw new StartException("the second part\ncannot");
                case LATER ->
                    Thread.ofPlatform()
                        .start(() -> boot.fatal().report("working", new Error("fatal\nend")));
                case UNCAUGHT ->
                    Thread.ofPlatform()
                        .name("worker")
                        .start(
                            () -> {
                              throw new IllegalStateException("uncaught");
                            });
                case BUG -> throw new IllegalStateException("bug");
              }
            }));
  }

  private static Component part(String name, Runnable starting) {
    return new Component() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void start() {
        System.out.println("PART start " + name);
        starting.run();
      }

      @Override
      public Health check() {
        return Health.READY;
      }

      @Override
      public void close() {
        System.out.println("PART close " + name);
      }
    };
  }
}
