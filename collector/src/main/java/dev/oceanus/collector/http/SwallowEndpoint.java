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

/** The pixel of the Python system, for pages that carry its tag. Thread-safe. */
final class SwallowEndpoint {
  private static final String SITE = "site";
  private static final String CHARSET = "enc";

  private final Intake intake;

  SwallowEndpoint(Intake intake) {
    this.intake = intake;
  }

  /** One event in the query, answered by a picture. */
  void swallow(Call call) {
    Optional<Values> values = UrlEncoded.read(call.query(), HttpConfig.MAX_PARAMETERS);
    if (values.isEmpty()) {
      refuse(call, Reason.TOO_MANY_PARAMETERS, "");
    } else if (values.get().count(SITE) > 1) {
      refuse(call, Reason.SITE_REPEATED, SITE);
    } else {
      intake.take(
          call.desk(),
          call.caller(),
          List.of(withoutSlashes(values.get())),
          outcome -> call.send(reply(outcome)));
    }
  }

  /** Its tag sends charsets like {@code Shift/JIS}. */
  private static Values withoutSlashes(Values sent) {
    Values values = Values.like(sent);
    for (int i = 0; i < sent.size(); i++) {
      boolean charset = sent.name(i).equals(CHARSET);
      String text = charset ? sent.text(i).replace("/", "") : sent.text(i);
      values.add(sent.name(i), sent.kind(i), text);
    }
    return values;
  }

  private static Reply reply(Outcome outcome) {
    return switch (outcome.result()) {
      case STORED -> Reply.GIF;
      case UNAVAILABLE -> Reply.UNAVAILABLE;
      case REFUSED -> refused(outcome.refusals().get(0));
    };
  }

  private static Reply refused(Refusal refusal) {
    return refusal.reason() == Reason.MISSING
        ? Reply.json(
            400,
            "{\"title\": \"Missing parameter\", \"description\": \"The \\\""
                + refusal.field()
                + "\\\" parameter is required.\"}")
        : Reply.BAD_GIF;
  }

  private void refuse(Call call, Reason reason, String field) {
    Parsed.Refused refused =
        new Parsed.Refused(reason, field, "the request as a whole", Raw.query(call.query()));
    call.send(reply(intake.refuse(call.desk(), call.caller(), refused)));
  }
}
