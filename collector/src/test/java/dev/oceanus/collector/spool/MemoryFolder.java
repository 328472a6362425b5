package dev.oceanus.collector.spool;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A folder in memory that forgets after a crash what was not synced, wholly or from some byte on,
 * and whose disk fails when the test says so. Thread-safe.
 */
final class MemoryFolder implements SegmentFolder {
  private final Map<SegmentName, Memory> files = new TreeMap<>();
  private final List<SegmentName> aside = new ArrayList<>();
  private int failures;
  private boolean failsAtSync;
  private int failingReads;

  /** What is written, and how much of it is on disk. */
  private static final class Memory {
    private byte[] bytes = {};
    private int synced;
  }

  /** The next writes fail, or the next syncs. */
  synchronized void fail(int times, boolean atSync) {
    failures = times;
    failsAtSync = atSync;
  }

  /** The next readings of a segment fail. */
  synchronized void failReads(int times) {
    failingReads = times;
  }

  /** Power is cut: of what was not synced some bytes may be there. */
  synchronized void crash(RandomGenerator random) {
    for (Memory file : files.values()) {
      int kept = file.synced + random.nextInt(file.bytes.length - file.synced + 1);
      file.bytes = Arrays.copyOf(file.bytes, kept);
      file.synced = kept;
    }
    failures = 0;
  }

  /** Names of segments that are there. */
  synchronized List<SegmentName> names() {
    return List.copyOf(files.keySet());
  }

  /** Names of segments that were set aside. */
  synchronized List<SegmentName> aside() {
    return List.copyOf(aside);
  }

  /** Bytes of all segments. */
  synchronized long bytes() {
    return files.values().stream().mapToLong(file -> file.bytes.length).sum();
  }

  /** Changes a byte of the oldest segment. */
  synchronized void damage(int offset) {
    files.values().iterator().next().bytes[offset] ^= 1;
  }

  private void failMaybe(boolean sync) throws IOException {
    if (failures > 0 && failsAtSync == sync) {
      failures--;
      throw new IOException("No space left on device, as the test wants it");
    }
  }

  @Override
  public synchronized List<SegmentName> open() {
    return names();
  }

  @Override
  public synchronized SegmentFile create(SegmentName name, byte[] header) throws IOException {
    Memory file = new Memory();
    SegmentFile made = new Open(file);
    made.write(header);
    made.sync();
    files.put(name, file);
    return made;
  }

  @Override
  public synchronized byte[] read(SegmentName name) throws IOException {
    Memory file = files.get(name);
    if (file == null) {
      throw new NoSuchFileException(name.file());
    }
    if (failingReads > 0) {
      failingReads--;
      throw new IOException("Too many open files, as the test wants it");
    }
    return file.bytes.clone();
  }

  @Override
  public synchronized void delete(SegmentName name) {
    files.remove(name);
  }

  @Override
  public synchronized void setAside(SegmentName name) {
    files.remove(name);
    aside.add(name);
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return "memory";
  }

  /** A file that is written to. */
  private final class Open implements SegmentFile {
    private final Memory file;

    Open(Memory file) {
      this.file = file;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      synchronized (MemoryFolder.this) {
        int before = file.bytes.length;
        int written = failures > 0 && !failsAtSync ? bytes.length / 2 : bytes.length;
        file.bytes = Arrays.copyOf(file.bytes, before + written);
        System.arraycopy(bytes, 0, file.bytes, before, written);
        failMaybe(false);
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (MemoryFolder.this) {
        failMaybe(true);
        file.synced = file.bytes.length;
      }
    }

    @Override
    public void close(long length) {
      synchronized (MemoryFolder.this) {
        if (file.bytes.length > length) {
          file.bytes = Arrays.copyOf(file.bytes, (int) length);
          file.synced = file.bytes.length;
        }
      }
    }
  }
}
