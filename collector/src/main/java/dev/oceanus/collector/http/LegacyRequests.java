package dev.oceanus.collector.http;

import dev.oceanus.collector.intake.Intake;
import dev.oceanus.collector.intake.Outcome;
import dev.oceanus.collector.intake.Outcome.Refusal;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.request.Raw;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.UrlEncoded;
import dev.oceanus.collector.request.Values;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the Python system's routes have in common: how a query is read, how an event is taken, and
 * how one that is refused is answered. Thread-safe.
 */
final class LegacyRequests {
  private static final String SITE = "site";

  private final Intake intake;

  LegacyRequests(Intake intake) {
    this.intake = intake;
  }

  /** The parameters of a query, or nothing where the call is answered by a refusal already. */
  Optional<Values> read(Call call, String query) {
    Optional<Values> values = UrlEncoded.read(query, HttpConfig.MAX_PARAMETERS);
    if (values.isEmpty()) {
      refuse(call, Reason.TOO_MANY_PARAMETERS, "", Raw.query(query));
    } else if (values.get().count(SITE) > 1) {
      refuse(call, Reason.SITE_REPEATED, SITE, Raw.query(query));
      return Optional.empty();
    }
    return values;
  }

  /** Takes one event; what is done when it is stored has to answer the call. */
  void take(Call call, Values event, Consumer<Call> stored) {
    intake.take(
        call.desk(),
        call.caller(),
        List.of(event),
        outcome -> {
          switch (outcome.result()) {
            case STORED -> stored.accept(call);
            case UNAVAILABLE -> call.send(Reply.UNAVAILABLE);
            case REFUSED -> call.send(refused(outcome));
          }
        });
  }

  /** Answers a request whose body there is no room for. */
  void noRoom(Call call) {
    intake.noRoom();
    call.closing().send(Reply.UNAVAILABLE);
  }

  /** Refuses the request as a whole, and answers it. */
  void refuse(Call call, Reason reason, String field, Raw raw) {
    refuse(call, new Parsed.Refused(reason, field, "the request as a whole", raw));
  }

  /** Refuses the request as a whole, and answers it. */
  void refuse(Call call, Parsed.Refused refused) {
    call.send(refused(intake.refuse(call.desk(), call.caller(), refused)));
  }

  private static Reply refused(Outcome outcome) {
    Refusal refusal = outcome.refusals().get(0);
    return switch (refusal.reason()) {
      case MISSING ->
          Reply.json(
              400,
              "{\"title\": \"Missing parameter\", \"description\": \"The \\\""
                  + refusal.field()
                  + "\\\" parameter is required.\"}");
      case TOO_LARGE, MEDIA_TYPE, ORIGIN, NO_KEY, WRONG_KEY ->
          Outcomes.reply(outcome, Reply.UNAVAILABLE);
      default -> Reply.BAD_GIF;
    };
  }
}
