package dev.oceanus.pubsub;

import com.google.api.gax.rpc.ApiException;
import com.google.auth.Retryable;
import java.util.Locale;

/**
 * What an error of Pub/Sub means. Nobody else reads its codes or texts. But for {@link #REFUSED}
 * and {@link #EXISTS} the same may be tried again; some await a person first.
 */
public enum PubSubFailure {
  /** No answer, or an error of Pub/Sub's own: what was asked may have taken effect. */
  UNREACHABLE("Pub/Sub does not answer as it should; it is asked again"),
  /** A quota or a rate limit; nothing was done. */
  QUOTA("a quota of Pub/Sub is used up; the events wait, and it is tried again"),
  /** Credentials that are wrong, expired or revoked. */
  UNAUTHENTICATED(
      "the credentials were refused; attach a service account (Workload Identity), or let"
          + " GOOGLE_APPLICATION_CREDENTIALS name a valid key file"),
  /** A permission that is missing. */
  DENIED(
      "grant the service account of the collector roles/pubsub.publisher on %2$s, that of the"
          + " notifier roles/pubsub.subscriber on %3$s"),
  /** A project, topic or subscription that is not there. */
  NOT_FOUND(
      "create %2$s and %3$s with table-creator apply --pubsub, or correct OCEANUS_PUBSUB_PROJECT,"
          + " OCEANUS_PUBSUB_TOPIC and OCEANUS_PUBSUB_SUBSCRIPTION"),
  /** It is there already. */
  EXISTS("it is there already"),
  /** Pub/Sub does not take what it was sent. */
  REFUSED("Pub/Sub does not take what it was sent; see its message");

  private static final int LONGEST = 200;

  private final String advice;

  PubSubFailure(String advice) {
    this.advice = advice;
  }

  /** What the error of a call means. */
  public static PubSubFailure of(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Retryable token && !token.isRetryable()) {
        return UNAUTHENTICATED;
      }
    }
    if (!(e instanceof ApiException failed)) {
      return UNREACHABLE;
    }
    return switch (failed.getStatusCode().getCode()) {
      case RESOURCE_EXHAUSTED -> QUOTA;
      case UNAUTHENTICATED -> UNAUTHENTICATED;
      case PERMISSION_DENIED -> DENIED;
      case NOT_FOUND -> NOT_FOUND;
      case ALREADY_EXISTS -> EXISTS;
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE, UNIMPLEMENTED -> REFUSED;
      case OK, CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS ->
          UNREACHABLE;
    };
  }

  /** One line of what to do. */
  public String advice(PubSubConfig config) {
    return advice.formatted(config.project(), config.topicPath(), config.subscriptionPath());
  }

  /** The first line of what was said of a call. */
  public static String detail(Throwable e) {
    String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
  }

  /** As in logs and metrics: {@code not-found}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What was tried, what it means, and what was said. */
  String told(String what, PubSubConfig config, Throwable e) {
    return "%s: %s (%s: %s)".formatted(what, advice(config), key(), detail(e));
  }
}
