package dev.oceanus.collector.http;

import dev.oceanus.collector.intake.Intake;
import dev.oceanus.collector.intake.Outcome;
import dev.oceanus.collector.parse.FormEvent;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.FormFields;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.collector.request.MediaType;
import dev.oceanus.collector.request.Raw;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.UrlEncoded;
import dev.oceanus.collector.request.Values;
import io.undertow.util.Headers;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The routes of our own interface: pixel, events and forms. Thread-safe. */
final class NativeEndpoints {
  private static final String SITE = "site";

  private final Intake intake;
  private final HttpConfig config;
  private final BodyRoom room;
  private final JsonEvents json;
  private final FormFields forms;

  NativeEndpoints(Intake intake, HttpConfig config, BodyRoom room) {
    this.intake = intake;
    this.config = config;
    this.room = room;
    this.json = new JsonEvents(config.maxEvents());
    this.forms = new FormFields(HttpConfig.MAX_PARAMETERS);
  }

  /** One event in the query, answered by a picture. */
  void pixel(Call call) {
    if (!originAllowed(call)) {
      refuse(call, Reason.ORIGIN, "", Raw.query(call.query()));
      return;
    }
    Optional<Values> values = UrlEncoded.read(call.query(), HttpConfig.MAX_PARAMETERS);
    if (values.isEmpty()) {
      refuse(call, Reason.TOO_MANY_PARAMETERS, "", Raw.query(call.query()));
    } else if (values.get().count(SITE) > 1) {
      refuse(call, Reason.SITE_REPEATED, SITE, Raw.query(call.query()));
    } else {
      intake.take(
          call.desk(),
          call.caller(),
          List.of(values.get()),
          outcome -> call.send(Outcomes.reply(outcome, Reply.GIF)));
    }
  }

  /** JSON events in the body, answered by what became of each. */
  void events(Call call) {
    MediaType media = MediaType.parse(call.header(Headers.CONTENT_TYPE));
    Reading reading = new Reading(JsonEvents.takes(media), json::read, Raw::json);
    withBody(
        call,
        reading,
        events ->
            intake.take(
                call.desk(), call.caller(), events, outcome -> call.send(eventsReply(outcome))));
  }

  private static Reply eventsReply(Outcome outcome) {
    return outcome.result() == Outcome.Result.STORED
        ? Reply.json(200, Outcomes.json(outcome))
        : Outcomes.reply(outcome, Reply.UNAVAILABLE);
  }

  /** The fields of a form in the body, answered by nothing or by the way to the next page. */
  void form(Call call) {
    MediaType media = MediaType.parse(call.header(Headers.CONTENT_TYPE));
    Reading reading =
        new Reading(
            FormFields.takes(media),
            body -> forms.read(media, body),
            body -> Raw.form(media, body));
    withBody(call, reading, events -> form(call, events.get(0)));
  }

  private void form(Call call, Values fields) {
    Intake.Caller caller = call.caller();
    Reply stored =
        NextPage.of(call.desk().site(), fields).map(Reply::seeOther).orElse(Reply.NO_CONTENT);
    intake.take(
        call.desk(),
        caller,
        List.of(FormEvent.of(call.desk().plan(), fields, caller.arrival())),
        outcome -> call.send(Outcomes.reply(outcome, stored)));
  }

  /**
   * How bodies of one media type are read.
   *
   * @param taken whether the route takes it
   */
  private record Reading(
      boolean taken, Function<byte[], Decoded> decoder, Function<byte[], Raw> raw) {}

  /** Refuses what can be told from the head, or reads the body. */
  private void withBody(Call call, Reading reading, Consumer<List<Values>> then) {
    if (!originAllowed(call)) {
      if (reading.taken) {
        // Read all the same: whoever forgot an origin in the catalogue wants the events back.
        body(call, Reason.ORIGIN, body -> refuse(call, Reason.ORIGIN, "", reading.raw.apply(body)));
      } else {
        refuse(call, Reason.ORIGIN, "", Raw.ABSENT);
      }
    } else if (siteRepeated(call)) {
      refuse(call.closing(), Reason.SITE_REPEATED, SITE, Raw.ABSENT);
    } else if (!reading.taken) {
      refuse(call.closing(), Reason.MEDIA_TYPE, "", Raw.ABSENT);
    } else {
      body(call, Reason.TOO_LARGE, body -> decoded(call, body, reading, then));
    }
  }

  private void body(Call call, Reason tooLarge, Consumer<byte[]> then) {
    BodyReader.read(
        call.exchange(),
        config.maxBody(),
        room,
        new BodyReader.Receiver() {
          @Override
          public void body(byte[] body) {
            call.guarded(() -> then.accept(body));
          }

          @Override
          public void tooLarge() {
            refuse(call.closing(), tooLarge, "", Raw.ABSENT);
          }

          @Override
          public void noRoom() {
            intake.noRoom();
            call.closing().send(Reply.UNAVAILABLE);
          }

          @Override
          public void broken() {
            call.closing().send(Reply.BAD_REQUEST);
          }
        });
  }

  private void decoded(Call call, byte[] body, Reading reading, Consumer<List<Values>> then) {
    switch (reading.decoder.apply(body)) {
      case Decoded.Events(var events) -> then.accept(events);
      case Decoded.Unreadable bad ->
          refuse(call, bad.reason(), "", reading.raw.apply(body), bad.detail());
    }
  }

  private static boolean originAllowed(Call call) {
    return call.desk().site().admits(call.origin());
  }

  private static boolean siteRepeated(Call call) {
    String query = call.query();
    return !query.isEmpty()
        && UrlEncoded.read(query, HttpConfig.MAX_PARAMETERS)
            .map(values -> values.count(SITE) > 1)
            .orElse(true);
  }

  private void refuse(Call call, Reason reason, String field, Raw raw) {
    refuse(call, reason, field, raw, "the request as a whole");
  }

  private void refuse(Call call, Reason reason, String field, Raw raw, String detail) {
    Parsed.Refused refused = new Parsed.Refused(reason, field, detail, raw);
    Outcome outcome = intake.refuse(call.desk(), call.caller(), refused);
    call.send(Outcomes.reply(outcome, Reply.UNAVAILABLE));
  }
}
