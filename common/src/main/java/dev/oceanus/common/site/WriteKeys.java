package dev.oceanus.common.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which servers may send events for a site, as hashes: the keys themselves are known to
 * those who hold them only. There may be several, so that one can be replaced while it is in use.
 * Immutable, and never prints a hash.
 */
public final class WriteKeys {
  /** No key opens anything. */
  public static final WriteKeys NONE = new WriteKeys(Map.of());

  /** How every key begins, so that it is known for one where it should not be. */
  public static final String BEGINNING = "ock_";

  private static final int KEY_BYTES = 32;
  private static final String ALGORITHM = "sha256:";
  private static final Pattern HASH = Pattern.compile(ALGORITHM + "[0-9a-f]{64}");

  private final Map<String, byte[]> hashes = new TreeMap<>();

  /**
   * @param hashes by label, each as {@link #hash} makes it
   * @throws IllegalArgumentException if one is no such hash; its value is not named
   */
  public WriteKeys(Map<String, String> hashes) {
    hashes.forEach(
        (label, hash) -> {
          if (!isHash(hash)) {
            throw new IllegalArgumentException("the key '" + label + "' has no hash of a key");
          }
          this.hashes.put(label, HexFormat.of().parseHex(hash, ALGORITHM.length(), hash.length()));
        });
  }

  /** A key of 256 random bits. */
  public static String random(SecureRandom random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What stands in the catalogue for a key: {@code sha256:} and 64 hexadecimal digits. */
  public static String hash(String key) {
    return ALGORITHM + HexFormat.of().formatHex(digest(key));
  }

  /** Whether a text has the form of a hash. */
  public static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  /** Whether there is any key. */
  public boolean any() {
    return !hashes.isEmpty();
  }

  /** Labels of the keys. */
  public Set<String> labels() {
    return Set.copyOf(hashes.keySet());
  }

  /** Whether this is one of the keys. Takes as long whether it is or not, and whichever it is. */
  public boolean opens(String key) {
    return label(key).isPresent();
  }

  /** The label of this key, if it is one of them. Takes as long in every case. */
  public Optional<String> label(String key) {
    byte[] digest = digest(key);
    String found = null;
    for (Map.Entry<String, byte[]> each : hashes.entrySet()) {
      boolean same = MessageDigest.isEqual(each.getValue(), digest);
      found = same ? each.getKey() : found;
    }
    return Optional.ofNullable(found);
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WriteKeys that && hex().equals(that.hex());
  }

  @Override
  public int hashCode() {
    return hex().hashCode();
  }

  private Map<String, String> hex() {
    Map<String, String> hex = new TreeMap<>();
    hashes.forEach((label, hash) -> hex.put(label, HexFormat.of().formatHex(hash)));
    return hex;
  }

  @Override
  public String toString() {
    return "WriteKeys" + hashes.keySet();
  }
}
