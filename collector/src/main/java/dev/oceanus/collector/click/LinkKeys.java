package dev.oceanus.collector.click;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs links, and tells signed ones: HMAC-SHA256 over site, expiry and URL, in base64url. The
 * first key signs, each of them verifies, so that one can be replaced. Thread-safe, and never
 * prints a key.
 */
public final class LinkKeys {
  /** Nothing is signed. */
  public static final LinkKeys NONE = new LinkKeys(List.of());

  /** Fewest characters of a key. */
  public static final int SHORTEST = 32;

  private static final String ALGORITHM = "HmacSHA256";

  /** Keeps a signature from being taken for one of something else. */
  private static final String PURPOSE = "oceanus-click-1";

  private final List<SecretKeySpec> keys;

  private LinkKeys(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * The keys of a file, one a line; blank lines are passed over.
   *
   * @throws IllegalArgumentException if a key is too short, or there is none; no key is named
   */
  public static LinkKeys of(String file) {
    List<String> lines = file.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.isEmpty() || lines.stream().anyMatch(line -> line.length() < SHORTEST)) {
      throw new IllegalArgumentException(
          "each line must be a key of at least %d characters, as './oceanus keys signing' makes it"
              .formatted(SHORTEST));
    }
    return new LinkKeys(
        lines.stream().map(line -> new SecretKeySpec(line.getBytes(UTF_8), ALGORITHM)).toList());
  }

  /** Whether there is a key to sign with. */
  public boolean any() {
    return !keys.isEmpty();
  }

  /**
   * The signature of a link.
   *
   * @param url as it stands in the link, decoded
   * @param expires seconds since 1970 as they stand in the link, or null
   * @throws IllegalStateException if there is no key
   */
  public String sign(String site, String url, @Nullable String expires) {
    if (keys.isEmpty()) {
      throw new IllegalStateException("there is no key to sign with");
    }
    byte[] signature = signature(keys.getFirst(), site, url, expires);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  /** Whether one of the keys has signed this. Takes as long whichever it is. */
  public boolean signed(String site, String url, @Nullable String expires, String signature) {
    byte[] presented = decoded(signature);
    boolean signed = false;
    for (SecretKeySpec key : keys) {
      signed |= MessageDigest.isEqual(signature(key, site, url, expires), presented);
    }
    return signed;
  }

  private static byte[] decoded(String signature) {
    try {
      return Base64.getUrlDecoder().decode(signature);
    } catch (IllegalArgumentException e) {
      return new byte[0]; // no signature has no bytes
    }
  }

  /** No part but the last can hold a line end, so no two links sign the same text. */
  private static byte[] signature(
      SecretKeySpec key, String site, String url, @Nullable String expires) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      String text = PURPOSE + '\n' + site + '\n' + (expires == null ? "" : expires) + '\n' + url;
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "LinkKeys[" + keys.size() + "]";
  }
}
