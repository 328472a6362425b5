package dev.oceanus.fakebigquery.api;

import org.jspecify.annotations.Nullable;

/** A method's refusal, as the API tells it: HTTP code, reason and text. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;
  private final @Nullable String location;

  public ApiException(int code, String reason, String message) {
    this(code, reason, message, null);
  }

  /**
   * @param location the part of the request, or the quota, that the error is about
   */
  public ApiException(int code, String reason, String message, @Nullable String location) {
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
    this.location = location;
  }

  public static ApiException notFound(String what) {
    return new ApiException(404, "notFound", "Not found: " + what);
  }

  public static ApiException duplicate(String what) {
    return new ApiException(409, "duplicate", "Already Exists: " + what);
  }

  public static ApiException invalid(String message) {
    return new ApiException(400, "invalid", message);
  }

  public static ApiException invalidQuery(String message) {
    return new ApiException(400, "invalidQuery", message, "query");
  }

  /** What BigQuery can do and this one cannot. */
  public static ApiException unsupported(String what) {
    return new ApiException(501, "notImplemented", what + " is not supported by the stand-in");
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }

  public @Nullable String location() {
    return location;
  }

  /** The text, never null. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
