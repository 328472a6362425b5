package dev.oceanus.export.jdbc;

import java.util.Calendar;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.client.ColumnDecoder;
import org.mariadb.jdbc.client.Context;
import org.mariadb.jdbc.client.DataType;
import org.mariadb.jdbc.client.ReadableByteBuf;
import org.mariadb.jdbc.client.socket.Writer;
import org.mariadb.jdbc.client.util.MutableInt;
import org.mariadb.jdbc.plugin.Codec;

/**
 * Reads {@link SentMoment}; the driver finds it as a service. Its own texts of points in time go
 * through the JVM's zone, whose clock skips an hour in spring, and refuse days like 2026-02-00.
 * Immutable.
 */
public final class SentMomentCodec implements Codec<SentMoment> {
  private static final EnumSet<DataType> TYPES =
      EnumSet.of(DataType.DATE, DataType.DATETIME, DataType.TIMESTAMP);
  private static final int DAY_LENGTH = 4;
  private static final int SECOND_LENGTH = 7;
  private static final int MOST_DIGITS = 6;

  /** For the driver. */
  public SentMomentCodec() {}

  @Override
  public String className() {
    return SentMoment.class.getName();
  }

  @Override
  public boolean canDecode(ColumnDecoder column, Class<?> type) {
    return type == SentMoment.class && TYPES.contains(column.getType());
  }

  @Override
  public boolean canEncode(Object value) {
    return false;
  }

  @Override
  public SentMoment decodeText(
      ReadableByteBuf buffer,
      MutableInt length,
      ColumnDecoder column,
      @Nullable Calendar calendar,
      Context context) {
    return new SentMoment(buffer.readString(length.get()));
  }

  /** Parts that are zero at the end are not sent. */
  @Override
  public SentMoment decodeBinary(
      ReadableByteBuf buffer,
      MutableInt length,
      ColumnDecoder column,
      @Nullable Calendar calendar,
      Context context) {
    int sent = length.get();
    StringBuilder text = new StringBuilder(26);
    digits(text, sent < DAY_LENGTH ? 0 : buffer.readUnsignedShort(), 4);
    digits(text.append('-'), sent < DAY_LENGTH ? 0 : buffer.readByte(), 2);
    digits(text.append('-'), sent < DAY_LENGTH ? 0 : buffer.readByte(), 2);
    if (column.getType() != DataType.DATE) {
      digits(text.append(' '), sent < SECOND_LENGTH ? 0 : buffer.readByte(), 2);
      digits(text.append(':'), sent < SECOND_LENGTH ? 0 : buffer.readByte(), 2);
      digits(text.append(':'), sent < SECOND_LENGTH ? 0 : buffer.readByte(), 2);
      fraction(text, sent <= SECOND_LENGTH ? 0 : buffer.readUnsignedInt(), column.getDecimals());
    }
    return new SentMoment(text.toString());
  }

  /** As many digits as the column has, which says nothing of some expressions. */
  private static void fraction(StringBuilder text, long micros, int decimals) {
    int shown = decimals < 0 || decimals > MOST_DIGITS ? MOST_DIGITS : decimals;
    if (shown > 0 || micros > 0) {
      int from = text.append('.').length();
      digits(text, micros, MOST_DIGITS);
      text.setLength(micros > 0 && shown == 0 ? text.length() : from + shown);
    }
  }

  private static void digits(StringBuilder text, long value, int count) {
    String digits = Long.toString(value);
    text.repeat('0', Math.max(0, count - digits.length())).append(digits);
  }

  @Override
  public void encodeText(
      Writer writer,
      Context context,
      SentMoment value,
      @Nullable Calendar calendar,
      @Nullable Long length) {
    throw new UnsupportedOperationException("nothing is written");
  }

  @Override
  public int getApproximateTextProtocolLength(SentMoment value, @Nullable Long length) {
    return value.text().length();
  }

  @Override
  public void encodeBinary(
      Writer writer,
      Context context,
      SentMoment value,
      @Nullable Calendar calendar,
      @Nullable Long length) {
    throw new UnsupportedOperationException("nothing is written");
  }

  @Override
  public int getBinaryEncodeType() {
    return DataType.STRING.get();
  }
}
