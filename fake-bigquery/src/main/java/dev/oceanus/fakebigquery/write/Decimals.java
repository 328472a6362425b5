package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Reads NUMERIC; the texts of faults are ours. */
final class Decimals {
  private static final int SCALE = 9;
  private static final int DIGITS = 29;

  private Decimals() {}

  static BigDecimal whole(long value) {
    return BigDecimal.valueOf(value);
  }

  static BigDecimal unsigned(long bits) {
    return new BigDecimal(new BigInteger(Long.toUnsignedString(bits)));
  }

  static BigDecimal floating(TableFieldSchema column, double value) throws RowFaultException {
    if (!Double.isFinite(value)) {
      throw invalid(column, Double.toString(value));
    }
    return BigDecimal.valueOf(value);
  }

  static BigDecimal text(TableFieldSchema column, String text) throws RowFaultException {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw invalid(column, text);
    }
  }

  /** From BigDecimalByteStringEncoder's form: the unscaled value, lowest byte first. */
  static BigDecimal bytes(TableFieldSchema column, byte[] littleEndian) throws RowFaultException {
    if (littleEndian.length == 0) {
      throw invalid(column, "no bytes");
    }
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < littleEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigDecimal(new BigInteger(bigEndian), SCALE);
  }

  /** The value in the scale of NUMERIC, unless the column cannot hold it exactly. */
  static BigDecimal checked(TableFieldSchema column, BigDecimal value) throws RowFaultException {
    BigDecimal exact = value.stripTrailingZeros();
    boolean narrower = column.getPrecision() > 0;
    long scale = narrower ? column.getScale() : SCALE;
    long digits = narrower ? column.getPrecision() - column.getScale() : DIGITS;
    if (exact.scale() > scale || exact.precision() - exact.scale() > digits) {
      throw invalid(column, value.toString());
    }
    return exact.setScale(SCALE);
  }

  private static RowFaultException invalid(TableFieldSchema column, String value) {
    return new RowFaultException(
        "Invalid %s value: %s on field %s.".formatted(column.getType(), value, column.getName()));
  }
}
