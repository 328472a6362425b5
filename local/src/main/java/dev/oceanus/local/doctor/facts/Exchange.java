package dev.oceanus.local.doctor.facts;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of a page and what became of it. */
public record Exchange(Request request, Outcome outcome) {
  /**
   * A request.
   *
   * @param method in upper case
   * @param headers names in lower case
   * @param body as text, or null if there is none or it could not be seen
   * @param at when it was made, by the browser's clock
   */
  public record Request(
      String method, URI url, Map<String, String> headers, @Nullable String body, Instant at) {
    public Request {
      headers = Map.copyOf(headers);
    }

    /** The path, never null. */
    public String path() {
      return url.getRawPath() == null ? "" : url.getRawPath();
    }

    /** The query, never null. */
    public String query() {
      return url.getRawQuery() == null ? "" : url.getRawQuery();
    }
  }

  /** What became of a request. */
  public sealed interface Outcome {}

  /**
   * It was answered.
   *
   * @param headers names in lower case
   * @param body as text, or null if it could not be seen
   * @param by what answered
   */
  public record Answered(
      int status, String mediaType, Map<String, String> headers, @Nullable String body, By by)
      implements Outcome {
    public Answered {
      headers = Map.copyOf(headers);
    }
  }

  /** What answered. */
  public enum By {
    SERVER,
    CACHE,
    SERVICE_WORKER
  }

  /**
   * It brought the page nothing.
   *
   * @param said in the browser's words
   * @param status of an answer that the page may not see; 0 if there was none
   */
  public record Failed(Cause cause, String said, int status) implements Outcome {}

  /** Nothing came as long as it was looked at. */
  public record Pending() implements Outcome {}
}
