package dev.oceanus.collector.http;

import dev.oceanus.collector.intake.Intake;
import dev.oceanus.collector.intake.Outcome;
import dev.oceanus.collector.parse.FormEvent;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.FormFields;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.collector.request.MediaType;
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
  private final JsonEvents json;
  private final FormFields forms;

  NativeEndpoints(Intake intake, HttpConfig config) {
    this.intake = intake;
    this.config = config;
    this.json = new JsonEvents(config.maxEvents());
    this.forms = new FormFields(HttpConfig.MAX_PARAMETERS);
  }

  /** One event in the query, answered by a picture. */
  void pixel(Call call) {
    if (!originAllowed(call)) {
      return;
    }
    Optional<Values> values = UrlEncoded.read(call.query(), HttpConfig.MAX_PARAMETERS);
    if (values.isEmpty()) {
      refuse(call, Reason.TOO_MANY_PARAMETERS, "", call.query());
    } else if (values.get().count(SITE) > 1) {
      refuse(call, Reason.SITE_REPEATED, SITE, call.query());
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
    if (originAllowed(call) && siteOnce(call)) {
      MediaType media = MediaType.parse(call.header(Headers.CONTENT_TYPE));
      boolean taken = media.type().equals("application/json") || media.type().equals("text/plain");
      if (!taken || !media.utf8()) {
        refuse(call.closing(), Reason.MEDIA_TYPE, "", "");
        return;
      }
      withBody(
          call,
          json::read,
          events ->
              intake.take(
                  call.desk(), call.caller(), events, outcome -> call.send(eventsReply(outcome))));
    }
  }

  private static Reply eventsReply(Outcome outcome) {
    return outcome.result() == Outcome.Result.STORED
        ? Reply.json(200, Outcomes.json(outcome))
        : Outcomes.reply(outcome, Reply.UNAVAILABLE);
  }

  /** The fields of a form in the body, answered by nothing or by the way to the next page. */
  void form(Call call) {
    if (originAllowed(call) && siteOnce(call)) {
      MediaType media = MediaType.parse(call.header(Headers.CONTENT_TYPE));
      if (!FormFields.takes(media)) {
        refuse(call.closing(), Reason.MEDIA_TYPE, "", "");
        return;
      }
      withBody(call, body -> forms.read(media, body), events -> form(call, events.get(0)));
    }
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

  private void withBody(Call call, Function<byte[], Decoded> decoder, Consumer<List<Values>> then) {
    BodyReader.read(
        call.exchange(),
        config.maxBody(),
        new BodyReader.Receiver() {
          @Override
          public void body(byte[] body) {
            call.guarded(() -> decoded(call, body, decoder.apply(body), then));
          }

          @Override
          public void tooLarge() {
            refuse(call.closing(), Reason.TOO_LARGE, "", "");
          }

          @Override
          public void broken() {
            call.closing().send(Reply.BAD_REQUEST);
          }
        });
  }

  private void decoded(Call call, byte[] body, Decoded decoded, Consumer<List<Values>> then) {
    switch (decoded) {
      case Decoded.Events(var events) -> then.accept(events);
      case Decoded.Unreadable bad -> refuse(call, bad.reason(), "", Raw.of(body), bad.detail());
    }
  }

  private boolean originAllowed(Call call) {
    if (Cors.allows(call.desk().site(), call.origin())) {
      return true;
    }
    refuse(call, Reason.ORIGIN, "", "");
    return false;
  }

  private boolean siteOnce(Call call) {
    String query = call.query();
    boolean repeated =
        !query.isEmpty()
            && UrlEncoded.read(query, HttpConfig.MAX_PARAMETERS)
                .map(values -> values.count(SITE) > 1)
                .orElse(true);
    if (repeated) {
      refuse(call.closing(), Reason.SITE_REPEATED, SITE, query);
    }
    return !repeated;
  }

  private void refuse(Call call, Reason reason, String field, String raw) {
    refuse(call, reason, field, raw, "the request as a whole");
  }

  private void refuse(Call call, Reason reason, String field, String raw, String detail) {
    Parsed.Refused refused = new Parsed.Refused(reason, field, detail, raw);
    Outcome outcome = intake.refuse(call.desk(), call.caller(), refused);
    call.send(Outcomes.reply(outcome, Reply.UNAVAILABLE));
  }
}
