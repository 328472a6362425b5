package dev.oceanus.export.run;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.format.RowLines;
import dev.oceanus.export.manifest.ExportedFile;
import dev.oceanus.export.plan.Format;
import dev.oceanus.export.source.Rows;
import dev.oceanus.export.targets.PendingFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one export into a file, in constant memory. Immutable. */
final class FileWriter {
  private static final int BUFFER = 1 << 16;

  private final Format format;
  private final int longest;

  /**
   * @param longest the most bytes of a row
   */
  FileWriter(Format format, int longest) {
    this.format = format;
    this.longest = longest;
  }

  /**
   * Writes all rows, and completes the file.
   *
   * @param name of the file
   */
  ExportedFile write(String export, String name, Rows rows, PendingFile file) {
    List<Column> columns = rows.columns();
    MessageDigest digest = sha256();
    Counted counted = new Counted(file);
    long[] nulled = new long[columns.size()];
    long count = 0;
    long textBytes;
    try {
      OutputStream digested = new DigestOutputStream(counted, digest);
      Counted text = new Counted(new PackedStream(new BufferedOutputStream(digested, BUFFER)));
      RowLines lines = RowLines.of(format, columns, longest);
      lines.head(text);
      @Nullable String[] values = new @Nullable String[columns.size()];
      while (rows.next(values, nulled)) {
        lines.row(values, text);
        count++;
      }
      text.finish();
      textBytes = text.bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("packing " + name, e);
    }
    file.commit();
    return new ExportedFile(
        export,
        name,
        count,
        counted.bytes,
        textBytes,
        HexFormat.of().formatHex(digest.digest()),
        columns,
        counts(columns, nulled));
  }

  private static Map<String, Long> counts(List<Column> columns, long[] nulled) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = 0; i < nulled.length; i++) {
      if (nulled[i] > 0) {
        counts.put(columns.get(i).name(), nulled[i]);
      }
    }
    return counts;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Counts bytes on their way. */
  private static final class Counted extends OutputStream {
    private final OutputStream out;
    private long bytes;

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int from, int length) throws IOException {
      out.write(buffer, from, length);
      bytes += length;
    }

    /** Writes what is held back; the file stays open, for it is completed by itself. */
    void finish() throws IOException {
      if (out instanceof PackedStream packed) {
        packed.finish();
      }
      out.flush();
    }
  }
}
