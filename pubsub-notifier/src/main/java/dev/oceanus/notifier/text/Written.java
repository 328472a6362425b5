package dev.oceanus.notifier.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How values are written, before they are escaped. */
final class Written {
  /** The longest text of one value, in UTF-16 units; what is beyond is cut and marked. */
  static final int LONGEST = 4_096;

  private static final JsonMapper JSON = JsonMapper.shared();

  private Written() {}

  static String text(Object value) {
    return cut(
        switch (value) {
          case Filling.Members members -> JSON.writeValueAsString(members.map());
          case Filling.Items items -> JSON.writeValueAsString(items.list());
          case Map<?, ?> map -> JSON.writeValueAsString(map);
          case List<?> list -> JSON.writeValueAsString(list);
          case Double number when Double.isFinite(number) -> number(number);
          default -> value.toString();
        });
  }

  /** 12000 and not 12000.0, nor 1.2E7. */
  private static String number(double number) {
    BigDecimal decimal = BigDecimal.valueOf(number).stripTrailingZeros();
    return decimal.precision() - decimal.scale() > 20 || decimal.scale() > 20
        ? Double.toString(number)
        : decimal.toPlainString();
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "\u2026";
  }
}
