package dev.oceanus.collector.http;

import dev.oceanus.collector.intake.Intake;
import dev.oceanus.collector.intake.Outcome;
import dev.oceanus.collector.parse.MailEvent;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Raw;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.UrlEncoded;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.id.UuidV7;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The picture in a mail. With {@code dwell=1} it leads to itself again after 2, 6 and 10 seconds,
 * for as long as the mail is open; each time is an event of the same page view. Thread-safe.
 */
final class MailEndpoint {
  private static final String SITE = "site";

  /** What follows after so many seconds. */
  private static final Map<Integer, Step> STEPS =
      Map.of(
          0, new Step(Duration.ofSeconds(2), "2"),
          2, new Step(Duration.ofSeconds(4), "6"),
          6, new Step(Duration.ofSeconds(4), "10"));

  private final Intake intake;
  private final Delays delays;

  /**
   * The next step.
   *
   * @param after so long
   * @param dwell value of the parameter that asks for it
   */
  private record Step(Duration after, String dwell) {}

  MailEndpoint(Intake intake, Delays delays) {
    this.intake = intake;
    this.delays = delays;
  }

  /** One event in the query, answered by a picture, or later by the way to the next step. */
  void mail(Call call) {
    Optional<Values> values = UrlEncoded.read(call.query(), HttpConfig.MAX_PARAMETERS);
    if (!call.desk().site().admits(call.origin())) {
      refuse(call, Reason.ORIGIN, "", "the request as a whole");
    } else if (values.isEmpty()) {
      refuse(call, Reason.TOO_MANY_PARAMETERS, "", "more than are taken");
    } else if (values.get().count(SITE) > 1) {
      refuse(call, Reason.SITE_REPEATED, SITE, "the site stands twice");
    } else {
      step(call, values.get());
    }
  }

  private void step(Call call, Values query) {
    OptionalInt seconds = MailEvent.seconds(query);
    if (seconds.isEmpty()) {
      refuse(call, Reason.INVALID, MailEvent.DWELL, "must be 0 or 1");
      return;
    }
    Intake.Caller caller = call.caller();
    Values event = MailEvent.of(call.desk().plan(), query, seconds.getAsInt());
    Reply next = null;
    Step step = STEPS.get(seconds.getAsInt());
    if (step != null && (seconds.getAsInt() > 0 || asksForSteps(query))) {
      String opening = opening(query, caller);
      event.add(MailEvent.VIEW, Kind.TEXT, opening);
      String same = MailEvent.stored(call.desk().plan(), opening);
      next = next(call, step, same, fresh(caller));
    }
    Delays.@Nullable Answers later = next == null ? null : new Delays.Answers(next, Reply.GIF);
    intake.take(call.desk(), caller, List.of(event), outcome -> answer(call, outcome, step, later));
  }

  private static boolean asksForSteps(Values query) {
    return MailEvent.START.equals(query.last(MailEvent.DWELL));
  }

  private void answer(
      Call call, Outcome outcome, @Nullable Step step, Delays.@Nullable Answers later) {
    if (step == null || later == null || outcome.result() != Outcome.Result.STORED) {
      call.send(Outcomes.reply(outcome, Reply.GIF));
    } else {
      delays.send(call, step.after, later);
    }
  }

  /** What all steps of one opening share: the page view that the mail names, or a new one. */
  private static String opening(Values query, Intake.Caller caller) {
    String view = query.last(MailEvent.VIEW);
    return view == null || view.isBlank() ? fresh(caller) : view;
  }

  private static Reply next(Call call, Step step, String opening, String id) {
    return Reply.found(
        new NextStep(call)
            .with(MailEvent.DWELL, step.dwell)
            .with(MailEvent.VIEW, opening)
            .with(MailEvent.ID, id)
            .location());
  }

  private static String fresh(Intake.Caller caller) {
    return UuidV7.at(caller.arrival().receivedAt().toEpochMilli()).toString();
  }

  private void refuse(Call call, Reason reason, String field, String rule) {
    Parsed.Refused refused = new Parsed.Refused(reason, field, rule, Raw.query(call.query()));
    call.send(Outcomes.reply(intake.refuse(call.desk(), call.caller(), refused), Reply.GIF));
  }
}
