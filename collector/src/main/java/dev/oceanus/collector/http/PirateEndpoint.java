package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.FormFields;
import dev.oceanus.collector.request.MediaType;
import dev.oceanus.collector.request.Raw;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.Values;
import io.undertow.util.Headers;
import java.util.Arrays;

/** The Python system's way in for forms: its fields in the body, or in the query. Thread-safe. */
final class PirateEndpoint {
  private final LegacyRequests requests;
  private final FormFields forms = new FormFields(HttpConfig.MAX_PARAMETERS);
  private final int maxBody;
  private final BodyRoom room;

  PirateEndpoint(LegacyRequests requests, HttpConfig config, BodyRoom room) {
    this.requests = requests;
    this.maxBody = config.maxBody();
    this.room = room;
  }

  /** One event, answered by nothing. */
  void pirate(Call call) {
    requests.read(call, call.query()).ifPresent(query -> body(call, query));
  }

  private void body(Call call, Values query) {
    BodyReader.read(
        call.exchange(),
        maxBody,
        room,
        new BodyReader.Receiver() {
          @Override
          public void body(byte[] body) {
            call.guarded(() -> form(call, query, body));
          }

          @Override
          public void tooLarge() {
            requests.refuse(call.closing(), Reason.TOO_LARGE, "", Raw.ABSENT);
          }

          @Override
          public void noRoom() {
            requests.noRoom(call);
          }

          @Override
          public void broken() {
            call.closing().send(Reply.BAD_REQUEST);
          }
        });
  }

  private void form(Call call, Values query, byte[] body) {
    MediaType media = MediaType.parse(call.header(Headers.CONTENT_TYPE));
    if (body.length == 0) {
      take(call, query);
    } else if (!FormFields.takes(media)) {
      requests.refuse(call, Reason.MEDIA_TYPE, "", Raw.ABSENT);
    } else {
      byte[] whole = FormFields.inParts(media) ? body : joined(call.query(), body);
      switch (forms.read(media, whole)) {
        case Decoded.Events(var events) ->
            take(call, FormFields.inParts(media) ? events.get(0).behind(query) : events.get(0));
        case Decoded.Unreadable bad ->
            requests.refuse(
                call, new Parsed.Refused(bad.reason(), "", bad.detail(), Raw.form(media, whole)));
      }
    }
  }

  /** The fields of the body behind those of the query, so that of a repeated one they count. */
  private static byte[] joined(String query, byte[] body) {
    byte[] before = query.isEmpty() ? new byte[0] : (query + '&').getBytes(ISO_8859_1);
    byte[] whole = Arrays.copyOf(before, before.length + body.length);
    System.arraycopy(body, 0, whole, before.length, body.length);
    return whole;
  }

  private void take(Call call, Values event) {
    if (call.desk().site().admits(call.origin())) {
      requests.take(call, event, stored -> stored.send(Reply.EMPTY_TEXT));
    } else {
      requests.refuse(call, Reason.ORIGIN, "", event.sent());
    }
  }
}
