package dev.oceanus.collector.request;

import java.util.Locale;

/** Why something that was sent is refused: the closed set of words of answers, rows and metrics. */
public enum Reason {
  /** A required field is missing or blank. */
  MISSING,
  /** A value does not match its field's pattern. */
  INVALID,
  /** A value cannot be of its field's type. */
  WRONG_TYPE,
  /** The body, or the value of a JSON field, is not JSON. */
  NOT_JSON,
  /** JSON that is nested too deep, has too many keys or too long or too large a number. */
  TOO_COMPLEX,
  /** A key stands twice in one JSON object. */
  DUPLICATE_KEY,
  /** An element of the array is not a JSON object. */
  NOT_AN_OBJECT,
  /** The array is empty. */
  NO_EVENTS,
  /** The array holds too many events. */
  TOO_MANY_EVENTS,
  /** More parameters or form fields than are taken. */
  TOO_MANY_PARAMETERS,
  /** The parameter {@code site} stands twice. */
  SITE_REPEATED,
  /** The body is longer than is taken. */
  TOO_LARGE,
  /** The body's media type or charset is not taken. */
  MEDIA_TYPE,
  /** The multipart body cannot be read. */
  NOT_MULTIPART,
  /** The browser's origin is not one of the site's. */
  ORIGIN,
  /** A click leads to a host that the site does not list, and its link is not signed. */
  HOST,
  /** The link's signature does not fit. */
  SIGNATURE,
  /** The link was signed for a time that is over. */
  EXPIRED,
  /** A server sent no key. */
  NO_KEY,
  /** A server sent a key that is none of the site's. */
  WRONG_KEY,
  /** More requests than the site takes, or than it takes from one address. */
  RATE;

  private final String key = name().toLowerCase(Locale.ROOT);

  /** As in answers, in the column {@code reason} and in metrics: {@code wrong_type}. */
  public String key() {
    return key;
  }
}
