package dev.oceanus.collector.http;

import dev.oceanus.collector.intake.Outcome;
import dev.oceanus.collector.intake.Outcome.Refusal;
import dev.oceanus.collector.request.Reason;

/** Outcomes as the native interface answers them. */
final class Outcomes {
  private Outcomes() {}

  /** The answer when nothing was stored, or one of its own when everything was. */
  static Reply reply(Outcome outcome, Reply stored) {
    return switch (outcome.result()) {
      case STORED -> stored;
      case UNAVAILABLE -> Reply.UNAVAILABLE;
      case REFUSED -> Reply.json(status(outcome), json(outcome));
    };
  }

  private static int status(Outcome outcome) {
    Reason reason = outcome.refusals().get(0).reason();
    return switch (reason) {
      case TOO_LARGE -> 413;
      case MEDIA_TYPE -> 415;
      case NO_KEY -> 401;
      case ORIGIN, WRONG_KEY -> 403;
      case RATE -> 429;
      default -> 400;
    };
  }

  /** {@code {"stored":n,"refused":[{"index":i,"field":"evt","reason":"missing"}]}}. */
  static String json(Outcome outcome) {
    StringBuilder json = new StringBuilder(64);
    json.append("{\"stored\":").append(outcome.stored()).append(",\"refused\":[");
    String comma = "";
    for (Refusal refusal : outcome.refusals()) {
      json.append(comma)
          .append("{\"index\":")
          .append(refusal.index())
          .append(",\"field\":\"")
          .append(refusal.field())
          .append("\",\"reason\":\"")
          .append(refusal.reason().key())
          .append("\"}");
      comma = ",";
    }
    return json.append("]}").toString();
  }
}
