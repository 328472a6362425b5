package dev.oceanus.notifier.webhook;

import dev.oceanus.common.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs bodies by HMAC-SHA256 over {@code id.timestamp.body}. While a secret is changed there are
 * two, and a signature by each. Immutable.
 */
public final class Signer {
  /** Precedes secrets that are written in Base64. */
  private static final String PREFIX = "whsec_";

  private static final int SHORTEST = 24;
  private static final int SECRETS_AT_MOST = 4;
  private static final String ALGORITHM = "HmacSHA256";

  private final List<SecretKeySpec> keys;

  private Signer(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * Reads secrets, one a line: {@code whsec_} and Base64, or else the text itself.
   *
   * @throws IllegalArgumentException saying the rule that they break, without them
   */
  public static Signer of(Secret secrets) {
    List<SecretKeySpec> keys = new ArrayList<>();
    for (String line : secrets.reveal().lines().map(String::strip).toList()) {
      if (!line.isEmpty()) {
        keys.add(new SecretKeySpec(key(line), ALGORITHM));
      }
    }
    if (keys.isEmpty() || keys.size() > SECRETS_AT_MOST) {
      throw new IllegalArgumentException("must hold 1 to 4 secrets, one a line");
    }
    return new Signer(List.copyOf(keys));
  }

  private static byte[] key(String line) {
    byte[] key;
    try {
      key =
          line.startsWith(PREFIX)
              ? Base64.getDecoder().decode(line.substring(PREFIX.length()))
              : line.getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must hold Base64 behind 'whsec_'", e);
    }
    if (key.length < SHORTEST) {
      throw new IllegalArgumentException(
          "must hold secrets of at least 24 bytes; 'openssl rand -base64 32' makes one");
    }
    return key;
  }

  /** The header's value: a signature by each secret, with spaces between. */
  String sign(String id, long timestamp, byte[] body) {
    byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    return keys.stream().map(key -> sign(key, head, body)).collect(Collectors.joining(" "));
  }

  private static String sign(SecretKeySpec key, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(head);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
