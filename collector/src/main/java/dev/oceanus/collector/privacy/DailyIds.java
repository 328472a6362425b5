package dev.oceanus.collector.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Ids that hold for one day: an HMAC-SHA256 under the day's salt over site, address and user agent,
 * one half of it for the visitor and the other for the session, 32 hexadecimal digits each.
 *
 * @param visitor null where there was no salt, or no address
 * @param session null where there was no salt, or no address
 */
record DailyIds(@Nullable String visitor, @Nullable String session) {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int HALF = 16;

  /** None at all. */
  static final DailyIds NONE = new DailyIds(null, null);

  static DailyIds of(byte[] salt, String site, String address, String userAgent) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(salt, ALGORITHM));
      add(mac, site);
      add(mac, address);
      add(mac, userAgent);
      byte[] hash = mac.doFinal();
      HexFormat hex = HexFormat.of();
      return new DailyIds(hex.formatHex(hash, 0, HALF), hex.formatHex(hash, HALF, HALF + HALF));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** A part with its length in front, so that no two lists of parts look the same. */
  private static void add(Mac mac, String part) {
    byte[] bytes = part.getBytes(UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    mac.update(bytes);
  }
}
