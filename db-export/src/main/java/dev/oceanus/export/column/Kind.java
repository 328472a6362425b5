package dev.oceanus.export.column;

/** What a column holds, by BigQuery's names; each value is written as one canonical text. */
public enum Kind {
  STRING,
  /** Base64. */
  BYTES,
  /** Digits. */
  INT64,
  /** The shortest text that reads back as the same number, or NaN, Infinity, -Infinity. */
  FLOAT64,
  /** {@code true} or {@code false}. */
  BOOL,
  /** {@code 2026-12-01T03:00:00.5Z}. */
  TIMESTAMP,
  DATE,
  /** {@code 2026-12-01T03:00:00.5}, of no zone. */
  DATETIME,
  TIME,
  /** Plain decimals; at most 29 digits before the point and 9 behind it. */
  NUMERIC,
  /** Plain decimals; at most 38 digits before the point and 38 behind it. */
  BIGNUMERIC,
  /** A JSON text. */
  JSON;

  private static final int NUMERIC_SCALE = 9;
  private static final int NUMERIC_INTEGER_DIGITS = 29;
  private static final int BIGNUMERIC_DIGITS = 38;

  /** The kind that holds every decimal of this precision and scale exactly. */
  public static Kind ofDecimal(int precision, int scale) {
    int behind = Math.max(scale, 0);
    int before = precision - scale;
    if (precision <= 0 || behind > BIGNUMERIC_DIGITS || before > BIGNUMERIC_DIGITS) {
      return STRING;
    }
    return behind <= NUMERIC_SCALE && before <= NUMERIC_INTEGER_DIGITS ? NUMERIC : BIGNUMERIC;
  }

  /** Whether BigQuery can divide a table into days by it. */
  public boolean hasDays() {
    return this == DATE || this == TIMESTAMP || this == DATETIME;
  }
}
