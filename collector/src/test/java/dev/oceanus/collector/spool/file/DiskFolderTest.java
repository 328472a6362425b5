package dev.oceanus.collector.spool.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.collector.spool.SegmentFile;
import dev.oceanus.collector.spool.SegmentName;
import dev.oceanus.common.life.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFolderTest {
  private static final SegmentName FIRST = new SegmentName(1, -1);
  private static final SegmentName SECOND = new SegmentName(2, 0xabcL);

  @TempDir private Path parent;

  @Test
  void makesItsFolderForItsOwnerOnly() throws IOException {
    Path path = parent.resolve("a").resolve("spool");
    DiskFolder folder = new DiskFolder(path);
    assertThat(folder.open()).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rwx------");
    folder.close();
  }

  @Test
  void keepsSegmentsUntilTheyAreDeletedOrSetAside() throws IOException {
    DiskFolder folder = new DiskFolder(parent);
    folder.open();
    write(folder, SECOND, "second");
    write(folder, FIRST, "first");
    folder.close();

    DiskFolder next = new DiskFolder(parent);
    Files.writeString(parent.resolve("README.spool"), "not ours");
    assertThat(next.open()).containsExactly(FIRST, SECOND);
    assertThat(new String(next.read(FIRST), UTF_8)).isEqualTo("headfirst");
    next.delete(FIRST);
    next.setAside(SECOND);
    next.close();
    assertThat(next.open()).isEmpty();
    assertThat(parent.resolve("000000000002-0000000000000abc.spool.aside"))
        .hasContent("headsecond");
    next.close();
  }

  @Test
  void cutsOffWhatIsNotToBeThere() throws IOException {
    DiskFolder folder = new DiskFolder(parent);
    folder.open();
    SegmentFile file = folder.create(FIRST, "head".getBytes(UTF_8));
    file.write("whole, then torn".getBytes(UTF_8));
    file.close(9);
    assertThat(new String(folder.read(FIRST), UTF_8)).isEqualTo("headwhole");
    folder.close();
  }

  @Test
  void writesThoughItsThreadIsToEnd() throws IOException {
    DiskFolder folder = new DiskFolder(parent);
    folder.open();
    SegmentFile file = folder.create(FIRST, "head".getBytes(UTF_8));
    Thread.currentThread().interrupt();
    file.write("more".getBytes(UTF_8));
    file.sync();
    assertThat(Thread.interrupted()).isTrue();
    file.close(8);
    assertThat(new String(folder.read(FIRST), UTF_8)).isEqualTo("headmore");
    folder.close();
  }

  @Test
  void makesAndTakesAwaySegmentsThoughItsThreadIsToEnd() throws IOException {
    DiskFolder folder = new DiskFolder(parent);
    folder.open();
    Thread.currentThread().interrupt();
    folder.create(FIRST, "head".getBytes(UTF_8)).close(4);
    folder.create(SECOND, "head".getBytes(UTF_8)).close(4);
    folder.delete(FIRST);
    folder.setAside(SECOND);
    assertThat(Thread.interrupted()).isTrue();
    folder.close();
    assertThat(parent.resolve(SECOND.file() + ".aside")).hasContent("head");
  }

  @Test
  void letsOnlyItsOwnerReadSegmentsWhosesoeverFolderItIs() throws IOException {
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
    DiskFolder folder = new DiskFolder(parent);
    folder.open();
    write(folder, FIRST, "first");
    folder.close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve("lock"))))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(parent.resolve(FIRST.file()))))
        .isEqualTo("rw-------");
  }

  /** Who is turned away must not take the lock from who has it, as closing a file of it would. */
  @Test
  void keepsItsLockWhenAnotherOfItsProcessIsTurnedAway() throws Exception {
    DiskFolder folder = new DiskFolder(parent);
    folder.open();
    assertThatThrownBy(new DiskFolder(parent)::open).isInstanceOf(StartException.class);
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Another.class.getName(),
                parent.resolve("lock").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(other.getInputStream().readAllBytes(), UTF_8);
    assertThat(other.waitFor()).as(said).isZero();
    assertThat(said.strip()).isEqualTo("locked by another");
    folder.close();
  }

  /** It would empty the spool, and so the disk. */
  @Test
  void startsOnADiskThatIsFull() throws IOException {
    Files.createSymbolicLink(parent.resolve("lock"), Path.of("/dev/full"));
    DiskFolder folder = new DiskFolder(parent);
    assertThat(folder.open()).isEmpty();
    folder.close();
  }

  @Test
  void isForOneProcessAtATime() {
    DiskFolder folder = new DiskFolder(parent);
    folder.open();
    assertThatThrownBy(new DiskFolder(parent)::open)
        .isInstanceOf(StartException.class)
        .hasMessageContaining(parent.toString())
        .hasMessageContaining("OCEANUS_SPOOL_DIR")
        .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    folder.close();
    DiskFolder next = new DiskFolder(parent);
    assertThat(next.open()).isEmpty();
    next.close();
  }

  @Test
  void saysWhyItCannotBeUsed() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(new DiskFolder(file.resolve("spool"))::open)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith(
            "the spool folder " + file.resolve("spool") + " (OCEANUS_SPOOL_DIR)")
        .hasMessageContaining("cannot be used: FileSystemException");
  }

  /** Another process, which says whether the lock is there to be taken. */
  static final class Another {
    private Another() {}

    /** The file is its argument. */
    public static void main(String[] args) throws IOException {
      try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
        System.out.println(channel.tryLock() == null ? "locked by another" : "free");
      }
    }
  }

  private static void write(DiskFolder folder, SegmentName name, String text) throws IOException {
    SegmentFile file = folder.create(name, "head".getBytes(UTF_8));
    file.write(text.getBytes(UTF_8));
    file.sync();
    file.close(4 + text.length());
  }
}
