package dev.oceanus.fakebigquery.fault;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule as it is given: which method, which of its calls, and what happens to them.
 *
 * @param method name of the method, or {@code *} for all
 * @param delay before anything else
 * @param fault none for a mere delay
 * @param json as it came
 */
record FaultRule(
    String method, Trigger.Terms terms, Duration delay, Optional<Fault> fault, ObjectNode json) {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  static FaultRule from(String id, ObjectNode json) {
    return new FaultRule(
        json.path("method").asString("*"),
        new Trigger.Terms(
            json.path("nth").asLong(0),
            Math.max(1, json.path("every").asLong(1)),
            json.path("probability").asDouble(1),
            json.path("seed").asLong(0),
            json.path("times").asLong(Long.MAX_VALUE),
            seconds(json.path("forSeconds"))),
        Duration.ofMillis(json.path("delayMs").asLong(0)),
        fault(id, json),
        json);
  }

  boolean isAbout(String called) {
    return method.equals("*") || method.equals(called);
  }

  private static Duration seconds(JsonNode seconds) {
    return seconds.isNumber() ? Duration.ofMillis((long) (seconds.asDouble() * 1000)) : FOR_EVER;
  }

  private static Optional<Fault> fault(String id, ObjectNode json) {
    String kind = json.path("kind").asString("");
    return switch (kind) {
      case "delay" -> Optional.empty();
      case "reset-before" -> Optional.of(new Fault.ResetBefore());
      case "reset-after" -> Optional.of(new Fault.ResetAfter());
      case "status" -> Optional.of(status(json));
      case "job-stuck" -> Optional.of(new Fault.JobStuck(id));
      case "job-fails-late" ->
          Optional.of(
              new Fault.JobFailsLate(
                  json.path("reason").asString("backendError"),
                  json.path("message").asString("Backend error. Please try again.")));
      case "not-found-after-insert" ->
          Optional.of(
              new Fault.HiddenAfterInsert(
                  Duration.ofMillis(json.path("hideMs").asLong(0)),
                  json.path("hideCalls").asInt(0)));
      case "disk-error" -> Optional.of(new Fault.DiskError());
      default -> throw new IllegalArgumentException("no kind of fault is called " + kind);
    };
  }

  private static Fault status(ObjectNode json) {
    int code = json.path("status").asInt(503);
    String reason = json.path("reason").asString(usualReason(code));
    return new Fault.Status(
        code, reason, json.path("message").asString("a fault rule answers " + code));
  }

  private static String usualReason(int code) {
    return switch (code) {
      case 401 -> "authError";
      case 403 -> "quotaExceeded";
      case 404 -> "notFound";
      case 429 -> "rateLimitExceeded";
      case 500 -> "internalError";
      default -> "backendError";
    };
  }
}
