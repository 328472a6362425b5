package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads STRING, BYTES and JSON. */
final class Texts {
  private static final JsonFactory JSON = new JsonFactory();

  private Texts() {}

  static String utf8(TableFieldSchema column, CodedInputStream in)
      throws IOException, RowFaultException {
    try {
      return in.readStringRequireUtf8();
    } catch (InvalidProtocolBufferException e) {
      throw new RowFaultException("Invalid UTF-8 string on field " + column.getName() + ".");
    }
  }

  /**
   * Checks the length. Source: text in {@code testRowErrors} of java-bigquerystorage,
   * ITBigQueryWriteManualClientTest.
   */
  static String text(TableFieldSchema column, CodedInputStream in)
      throws IOException, RowFaultException {
    String text = utf8(column, in);
    if (column.getMaxLength() > 0 && text.length() > column.getMaxLength()) {
      int length = text.codePointCount(0, text.length());
      if (length > column.getMaxLength()) {
        throw tooLong(column, "STRING", length);
      }
    }
    return text;
  }

  static byte[] bytes(TableFieldSchema column, CodedInputStream in)
      throws IOException, RowFaultException {
    byte[] bytes = in.readByteArray();
    if (column.getMaxLength() > 0 && bytes.length > column.getMaxLength()) {
      throw tooLong(column, "BYTES", bytes.length);
    }
    return bytes;
  }

  /** The text itself, if it is one JSON value; the fault's text is ours. */
  static String json(TableFieldSchema column, CodedInputStream in)
      throws IOException, RowFaultException {
    String text = utf8(column, in);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != null) {
        parser.skipChildren();
        if (parser.nextToken() == null) {
          return text;
        }
      }
    } catch (JacksonException e) {
      throw noJson(column, e.getOriginalMessage());
    }
    throw noJson(column, "not one value");
  }

  private static RowFaultException noJson(TableFieldSchema column, String why) {
    return new RowFaultException(
        "Invalid JSON value: %s on field %s.".formatted(why, column.getName()));
  }

  private static RowFaultException tooLong(TableFieldSchema column, String type, int length) {
    return new RowFaultException(
        "Field %1$s: %2$s(%3$d) has maximum length %3$d but got a value with length %4$d on field %1$s."
            .formatted(column.getName(), type, column.getMaxLength(), length));
  }
}
