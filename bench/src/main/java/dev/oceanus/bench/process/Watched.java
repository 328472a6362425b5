package dev.oceanus.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;

/** A process and those below it, as /proc shows them. Thread-safe. */
public final class Watched implements Measured {
  private final ProcessHandle handle;

  Watched(ProcessHandle handle) {
    this.handle = handle;
  }

  /** The process of this id. */
  public static Watched of(long pid) {
    return new Watched(
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IllegalStateException("no process has the id " + pid)));
  }

  @Override
  public long cpuMicros() {
    return pids()
        .mapToLong(pid -> read(pid, "stat", line -> ProcStat.parse(line).micros(), 0L))
        .sum();
  }

  @Override
  public Memory memory() {
    return pids()
        .map(pid -> read(pid, "status", Memory::parse, Memory.NONE))
        .reduce(Memory.NONE, Memory::plus);
  }

  private Stream<Long> pids() {
    return Stream.concat(Stream.of(handle), handle.descendants()).map(ProcessHandle::pid);
  }

  /** A process below may end between being listed and being read. */
  private static <T> T read(long pid, String file, Function<String, T> parser, T gone) {
    Path folder = Path.of("/proc", Long.toString(pid));
    try {
      return parser.apply(Files.readString(folder.resolve(file)));
    } catch (NoSuchFileException e) {
      return gone;
    } catch (IOException e) {
      if (!Files.exists(folder)) {
        return gone;
      }
      throw new UncheckedIOException("reading " + file + " of process " + pid, e);
    }
  }
}
