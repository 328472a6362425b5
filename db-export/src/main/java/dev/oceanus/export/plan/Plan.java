package dev.oceanus.export.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * All exports of a run.
 *
 * @param exports in their order
 */
public record Plan(List<Export> exports) {
  public Plan {
    exports = List.copyOf(exports);
  }

  /** SHA-256 of what is read and how it is written; where it is loaded into makes no difference. */
  public String definition(Format format) {
    StringBuilder text = new StringBuilder(format.key());
    for (Export export : exports) {
      text.append('\n').append(export.name()).append('\t').append(export.source());
    }
    return hash(text.toString());
  }

  /** SHA-256 of a text, in hex. */
  public static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
