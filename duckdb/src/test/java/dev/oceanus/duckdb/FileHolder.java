package dev.oceanus.duckdb;

import dev.oceanus.duckdb.DuckDbFile.Opening;
import dev.oceanus.testkit.process.ClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A process that has a DuckDB file open until its standard input ends. */
final class FileHolder implements AutoCloseable {
  private final Process process;

  private FileHolder(Process process) {
    this.process = process;
  }

  /** Returns once the file is open there. */
  static FileHolder hold(Path file) {
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "--enable-native-access=ALL-UNNAMED",
                      "-cp",
                      ClassPath.own(),
                      FileHolder.class.getName(),
                      file.toString()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (process.getInputStream().read() != '!') {
        throw new IllegalStateException("the process that was to open " + file + " ended");
      }
      return new FileHolder(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it still has the file. */
  boolean holds() {
    return process.isAlive();
  }

  /** Lets go of the file; does not wait until it has. */
  void letGo() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** The process. */
  public static void main(String[] args) throws IOException {
    DuckDbFile file = new DuckDbFile(Path.of(args[0]), Opening.HELD);
    file.start();
    System.out.write('!');
    System.out.flush();
    while (System.in.read() >= 0) {
      // until it ends
    }
    file.close();
  }
}
