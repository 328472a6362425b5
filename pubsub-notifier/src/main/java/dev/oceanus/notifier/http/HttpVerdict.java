package dev.oceanus.notifier.http;

import dev.oceanus.notifier.delivery.Delivery;
import dev.oceanus.notifier.http.Outcome.Answered;
import dev.oceanus.notifier.http.Outcome.Forbidden;
import dev.oceanus.notifier.http.Outcome.Unanswered;
import java.time.Instant;

/** What the outcome of a call means for notices that were sent by it. */
public final class HttpVerdict {
  private HttpVerdict() {}

  /**
   * 2xx is delivered. 408, 425, 429, 5xx and no answer may succeed later; anything else, redirects
   * included, will not.
   *
   * @param detail what the answer says beyond its status, safe to show; or empty
   * @param now for a Retry-After that is a date
   */
  public static Delivery of(Outcome outcome, String detail, Instant now) {
    return switch (outcome) {
      case Answered answer when answer.isSuccess() -> new Delivery.Delivered();
      case Answered answer when isForLater(answer.status()) ->
          new Delivery.Later(
              reason(answer, detail),
              RetryAfter.read(answer.header("retry-after").orElse(null), now));
      case Answered answer -> new Delivery.Refused(reason(answer, detail));
      case Unanswered none -> new Delivery.Later(none.reason(), null);
      case Forbidden place -> new Delivery.Refused(place.reason());
    };
  }

  private static boolean isForLater(int status) {
    return status >= 500 || status == 408 || status == 425 || status == 429;
  }

  private static String reason(Answered answer, String detail) {
    String redirect = answer.status() < 400 ? ", a redirect, which is not followed" : "";
    return "answered " + answer.status() + redirect + (detail.isEmpty() ? "" : " " + detail);
  }
}
