package dev.oceanus.collector.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An event, or a request whose events cannot be told apart, as it was sent.
 *
 * @param form how it is to be read
 * @param text JSON as characters; everything else one char a byte; empty where nothing was read
 */
public record Raw(Form form, String text) {
  /** How a text is to be read. */
  public enum Form {
    /** There is none: the body was not read. */
    ABSENT,
    /** A query, or the body of a form. */
    URL_ENCODED,
    /** JSON. */
    JSON,
    /** The body of a form in parts. */
    MULTIPART
  }

  /** What was not read. */
  public static final Raw ABSENT = new Raw(Form.ABSENT, "");

  /** A query as it came, one char a byte. */
  public static Raw query(String query) {
    return new Raw(Form.URL_ENCODED, query);
  }

  /** A body that should be JSON. */
  public static Raw json(byte[] body) {
    return new Raw(Form.JSON, new String(body, UTF_8));
  }

  /** A body that should be a form of this media type. */
  public static Raw form(MediaType media, byte[] body) {
    Form form = FormFields.inParts(media) ? Form.MULTIPART : Form.URL_ENCODED;
    return new Raw(form, new String(body, ISO_8859_1));
  }
}
