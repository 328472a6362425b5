package dev.oceanus.collector.http;

import dev.oceanus.collector.intake.Intake;
import dev.oceanus.collector.intake.Outcome;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.request.Raw;
import dev.oceanus.collector.request.Reason;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way in for servers, which prove by a key of the site who they are. One that does is not
 * counted by its address, from which it may send everything. Thread-safe.
 */
final class ServerEndpoint {
  private static final Pattern BEARER =
      Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr] +([A-Za-z0-9._~+/-]+=*)");
  private static final Reply.Header CHALLENGE =
      new Reply.Header(Headers.WWW_AUTHENTICATE, "Bearer realm=\"oceanus\"");

  private final Intake intake;
  private final RateGate gate;
  private final Endpoint inside;

  /**
   * @param inside takes the events of whoever is let in
   */
  ServerEndpoint(Intake intake, RateGate gate, Endpoint inside) {
    this.intake = intake;
    this.gate = gate;
    this.inside = inside;
  }

  /** Lets a call in if it has a key of its site. */
  void server(Call call) {
    Optional<String> key = key(call);
    boolean opens = key.isPresent() && call.desk().site().access().keys().opens(key.get());
    long wait = opens ? gate.ofSite(call) : gate.ofAddress(call);
    if (wait > 0) {
      gate.turnAway(call, wait);
    } else if (opens) {
      inside.handle(call);
    } else {
      refuse(call, key.isPresent() ? Reason.WRONG_KEY : Reason.NO_KEY);
    }
  }

  private static Optional<String> key(Call call) {
    HeaderValues headers = call.exchange().getRequestHeaders().get(Headers.AUTHORIZATION);
    if (headers == null || headers.size() != 1) {
      return Optional.empty();
    }
    Matcher bearer = BEARER.matcher(headers.getFirst());
    return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
  }

  /** The body stays unread: unlike a forgotten origin, a missing key is never ours to mend. */
  private void refuse(Call call, Reason reason) {
    Parsed.Refused refused =
        new Parsed.Refused(reason, "", "Authorization: Bearer and a key of the site", Raw.ABSENT);
    Outcome outcome = intake.refuse(call.desk(), call.caller(), refused);
    Reply reply = Outcomes.reply(outcome, Reply.UNAVAILABLE);
    call.closing().send(reason == Reason.NO_KEY ? Reply.with(reply, CHALLENGE) : reply);
  }
}
