package dev.oceanus.collector.request;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Mends the one thing that JSON's grammar allows and warehouses refuse: an escape that is half of a
 * surrogate pair. It becomes {@code \}{@code ufffd}; everything else stays as it was written.
 */
public final class JsonEscapes {
  private static final int ESCAPE = 6;

  private JsonEscapes() {}

  /** The same JSON without halves of pairs, and as long; what is no JSON stays none. */
  public static String wellFormed(String json) {
    @Nullable StringBuilder mended = null;
    for (int i = json.indexOf('\\'); i >= 0; i = json.indexOf('\\', i)) {
      int unit = unit(json, i);
      if (unit < 0 || !Character.isSurrogate((char) unit)) {
        i += 2;
      } else if (Character.isHighSurrogate((char) unit) && isLow(unit(json, i + ESCAPE))) {
        i += 2 * ESCAPE;
      } else {
        mended = mended == null ? new StringBuilder(json) : mended;
        mended.replace(i + 2, i + ESCAPE, "fffd");
        i += ESCAPE;
      }
    }
    return mended == null ? json : mended.toString();
  }

  private static boolean isLow(int unit) {
    return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
  }

  /** The code unit that is escaped here, or -1 if nothing is. */
  private static int unit(String json, int at) {
    if (at + ESCAPE > json.length() || !json.startsWith("\\u", at)) {
      return -1;
    }
    for (int i = at + 2; i < at + ESCAPE; i++) {
      if (!HexFormat.isHexDigit(json.charAt(i))) {
        return -1;
      }
    }
    return HexFormat.fromHexDigits(json, at + 2, at + ESCAPE);
  }
}
