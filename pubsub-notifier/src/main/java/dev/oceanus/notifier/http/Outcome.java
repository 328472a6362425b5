package dev.oceanus.notifier.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** What came of a call. */
public sealed interface Outcome {
  /**
   * The other side answered.
   *
   * @param status 200 to 599
   * @param headers by names in lower case; of several with one name the first
   * @param body at most {@link GuardedHttp#BODY_AT_MOST} bytes of it
   * @param whole whether the body is all of it: it may be longer, or have broken off
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answered(int status, Map<String, String> headers, byte[] body, boolean whole)
      implements Outcome {
    /** A header's value. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    /** The body as UTF-8. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether the other side did what was asked. */
    public boolean isSuccess() {
      return status < 300;
    }

    /** Without what was answered, which may repeat what was sent. */
    @Override
    public String toString() {
      return "Answered[status=" + status + "]";
    }
  }

  /**
   * There is no answer.
   *
   * @param reason one line for people, without addresses
   * @param sent whether the request may have arrived
   */
  record Unanswered(String reason, boolean sent) implements Outcome {}

  /**
   * The place may not be called; nothing was sent.
   *
   * @param reason one line for people, without addresses
   */
  record Forbidden(String reason) implements Outcome {}
}
