package dev.oceanus.export.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.export.manifest.ExportedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A file of a run as a reader sees it. */
public final class ReadFile {
  private final byte[] packed;
  private final String text;

  public ReadFile(Path file) {
    try {
      packed = Files.readAllBytes(file);
      text =
          new String(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String text() {
    return text;
  }

  public List<String> lines() {
    return text.lines().toList();
  }

  /** Whether it is what the manifest says; of NDJSON. */
  public boolean matches(ExportedFile said) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(packed);
      return said.sha256().equals(HexFormat.of().formatHex(digest))
          && said.bytes() == packed.length
          && said.textBytes() == text.getBytes(UTF_8).length
          && said.rows() == text.lines().count();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
