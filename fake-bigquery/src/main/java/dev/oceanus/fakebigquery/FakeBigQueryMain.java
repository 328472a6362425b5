package dev.oceanus.fakebigquery;

/** Starts the stand-in as a process. */
public final class FakeBigQueryMain {
  private FakeBigQueryMain() {}

  public static void main(String[] arguments) {}
}
