package dev.oceanus.notifier.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Identities that are the same on each replica and each time. */
public final class NoticeId {
  private static final int BYTES = 16;

  private NoticeId() {}

  /** That of a notice that follows from an event. */
  public static String of(String rule, int action, String event) {
    return rule + "/" + action + "/" + hash(List.of(event));
  }

  /** That of a notice which tells of a digest. */
  public static String digest(String rule, int action, Instant due) {
    return rule + "/" + action + "/d" + due.toEpochMilli();
  }

  /** A name for these values, of 32 digits. */
  public static String hash(List<String> values) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String value : values) {
        byte[] bytes = value.getBytes(UTF_8);
        digest.update((bytes.length + ":").getBytes(UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
