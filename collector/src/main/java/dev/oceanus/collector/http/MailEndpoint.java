package dev.oceanus.collector.http;

import dev.oceanus.collector.intake.Intake;
import dev.oceanus.collector.intake.Outcome;
import dev.oceanus.collector.parse.MailEvent;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.request.Raw;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.UrlEncoded;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.id.UuidV7;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The picture in a mail. With {@code dwell=1} it leads to itself again after 2, 6 and 10 seconds,
 * for as long as the mail is open; each time is an event of the same page view. Thread-safe.
 */
final class MailEndpoint {
  private static final String SITE = "site";

  /** By the value of {@code dwell}, which is how many seconds the mail has been open. */
  private static final Map<String, Step> STEPS =
      Map.of(
          "", new Step(0, null, ""),
          "0", new Step(0, null, ""),
          "1", new Step(0, Duration.ofSeconds(2), "2"),
          "2", new Step(2, Duration.ofSeconds(4), "6"),
          "6", new Step(6, Duration.ofSeconds(4), "10"),
          "10", new Step(10, null, ""));

  private final Intake intake;
  private final Delays delays;

  /**
   * A step of the way.
   *
   * @param seconds that the mail has been open
   * @param after how long until the next one, or null
   * @param next the next one's name
   */
  private record Step(int seconds, @Nullable Duration after, String next) {}

  MailEndpoint(Intake intake, Delays delays) {
    this.intake = intake;
    this.delays = delays;
  }

  /** One event in the query, answered by a picture, or later by the way to the next step. */
  void mail(Call call) {
    Optional<Values> values = UrlEncoded.read(call.query(), HttpConfig.MAX_PARAMETERS);
    if (values.isEmpty()) {
      refuse(call, Reason.TOO_MANY_PARAMETERS, "", "more than are taken");
    } else if (values.get().count(SITE) > 1) {
      refuse(call, Reason.SITE_REPEATED, SITE, "the site stands twice");
    } else {
      step(call, values.get());
    }
  }

  private void step(Call call, Values query) {
    String dwell = query.last(MailEvent.DWELL);
    Step step = STEPS.get(dwell == null ? "" : dwell);
    if (step == null) {
      refuse(call, Reason.INVALID, MailEvent.DWELL, "must be 0 or 1");
      return;
    }
    Intake.Caller caller = call.caller();
    String view = query.last(MailEvent.VIEW);
    boolean named = view != null && !view.isBlank();
    String opening = named ? view : fresh(caller);
    Values event =
        MailEvent.of(call.desk().plan(), query, new MailEvent.Open(opening, step.seconds));
    intake.take(
        call.desk(), caller, List.of(event), outcome -> answer(call, outcome, step, opening));
  }

  private void answer(Call call, Outcome outcome, Step step, String opening) {
    if (step.after == null || outcome.result() != Outcome.Result.STORED) {
      call.send(Outcomes.reply(outcome, Reply.GIF));
      return;
    }
    NextStep next =
        new NextStep(call)
            .with(MailEvent.DWELL, step.next)
            .with(MailEvent.VIEW, opening)
            .with(MailEvent.ID, fresh(call.caller()));
    delays.send(call, step.after, new Delays.Answers(Reply.found(next.location()), Reply.GIF));
  }

  private static String fresh(Intake.Caller caller) {
    return UuidV7.at(caller.arrival().receivedAt().toEpochMilli()).toString();
  }

  private void refuse(Call call, Reason reason, String field, String rule) {
    Parsed.Refused refused = new Parsed.Refused(reason, field, rule, Raw.query(call.query()));
    call.send(Outcomes.reply(intake.refuse(call.desk(), call.caller(), refused), Reply.GIF));
  }
}
