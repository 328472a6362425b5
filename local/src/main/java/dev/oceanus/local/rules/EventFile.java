package dev.oceanus.local.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.site.Site;
import dev.oceanus.local.rules.PastEvents.Cut;
import dev.oceanus.notifier.event.Occurrence;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One site's events in a file, read in the order in which they were written. Not thread-safe. */
final class EventFile implements Closeable {
  private static final int NOTHING = 0;
  private static final int TEXT = 1;
  private static final int WHOLE = 2;
  private static final int FLOATING = 3;
  private static final int FLAG = 4;
  private static final int TIME = 5;
  private static final int EVENT = 6;
  private static final int END = 7;

  private final Site site;
  private final DataInputStream in;
  private final Optional<Cut> cut;
  private @Nullable Occurrence next;

  private EventFile(Site site, DataInputStream in, Optional<Cut> cut) throws IOException {
    this.site = site;
    this.in = in;
    this.cut = cut;
    this.next = read();
  }

  /** Writes what a site had to a new file, and opens it. */
  static EventFile of(Site site, PastEvents past, Path file) throws IOException {
    Optional<Cut> cut;
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      cut = past.of(site, event -> write(event, out));
      out.writeByte(END);
    }
    return new EventFile(
        site, new DataInputStream(new BufferedInputStream(Files.newInputStream(file))), cut);
  }

  /** That the site had more. */
  Optional<Cut> cut() {
    return cut;
  }

  /** The event that comes next, or null behind the last one. */
  @Nullable Occurrence next() {
    return next;
  }

  /** Goes on to the one behind it. */
  void advance() throws IOException {
    next = read();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static void write(Occurrence seen, DataOutputStream out) throws IOException {
    out.writeByte(EVENT);
    writeText(seen.id(), out);
    writeTime(seen.now(), out);
    for (int i = 0; i < seen.event().schema().size(); i++) {
      switch (seen.event().get(i)) {
        case null -> out.writeByte(NOTHING);
        case String text -> {
          out.writeByte(TEXT);
          writeText(text, out);
        }
        case Long number -> {
          out.writeByte(WHOLE);
          out.writeLong(number);
        }
        case Double number -> {
          out.writeByte(FLOATING);
          out.writeDouble(number);
        }
        case Boolean flag -> {
          out.writeByte(FLAG);
          out.writeBoolean(flag);
        }
        case Instant time -> {
          out.writeByte(TIME);
          writeTime(time, out);
        }
        case Object other ->
            throw new IllegalArgumentException("no column holds a " + other.getClass());
      }
    }
  }

  private @Nullable Occurrence read() throws IOException {
    if (in.readByte() == END) {
      return null;
    }
    String id = readText();
    Instant now = readTime();
    Event event = new Event(site.schema());
    for (int i = 0; i < site.schema().size(); i++) {
      event.set(
          i,
          switch (in.readByte()) {
            case NOTHING -> null;
            case TEXT -> readText();
            case WHOLE -> in.readLong();
            case FLOATING -> in.readDouble();
            case FLAG -> in.readBoolean();
            case TIME -> readTime();
            default -> throw new IOException("the file of " + site.name() + " is broken");
          });
    }
    return new Occurrence(site.name(), id, event, now);
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private String readText() throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the file of " + site.name() + " ends early");
    }
    return new String(bytes, UTF_8);
  }

  private static void writeTime(Instant time, DataOutputStream out) throws IOException {
    out.writeLong(time.getEpochSecond());
    out.writeInt(time.getNano());
  }

  private Instant readTime() throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
