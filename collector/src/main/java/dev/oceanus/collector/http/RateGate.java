package dev.oceanus.collector.http;

import dev.oceanus.collector.intake.Intake;
import dev.oceanus.collector.intake.Outcome;
import dev.oceanus.collector.rate.Limits;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.common.site.Site;
import io.undertow.util.Headers;
import java.util.concurrent.TimeUnit;

/**
 * Lets requests in as often as their site allows, before anything of them is read. What is turned
 * away is counted and not kept, or a flood would only change its table. Thread-safe.
 */
final class RateGate {
  private final Limits limits;
  private final Intake intake;

  RateGate(Limits limits, Intake intake) {
    this.limits = limits;
    this.intake = intake;
  }

  /** The endpoint behind this gate. */
  Endpoint before(Endpoint endpoint) {
    return call -> {
      long wait = wait(call);
      if (wait == 0) {
        endpoint.handle(call);
      } else {
        turnAway(call, wait);
      }
    };
  }

  /** 0, or the nanoseconds to wait. One address that asks too often takes nothing from others. */
  long wait(Call call) {
    long ofAddress = ofAddress(call);
    return ofAddress > 0 ? ofAddress : ofSite(call);
  }

  /** 0, or the nanoseconds that the call's address has to wait. */
  long ofAddress(Call call) {
    Site site = call.desk().site();
    // Nobody's address is looked for where no rate asks for it.
    return site.access().limits().address() == null ? 0 : limits.ofAddress(site, call.client());
  }

  /** 0, or the nanoseconds that everybody has to wait. */
  long ofSite(Call call) {
    return limits.ofSite(call.desk().site());
  }

  /** Answers that there were too many, and when to come back. */
  void turnAway(Call call, long wait) {
    Outcome outcome = count(call);
    long seconds = Math.ceilDiv(wait, TimeUnit.SECONDS.toNanos(1));
    boolean unread = !call.exchange().isRequestComplete();
    (unread ? call.closing() : call)
        .send(
            Reply.with(
                Outcomes.reply(outcome, Reply.UNAVAILABLE),
                new Reply.Header(Headers.RETRY_AFTER, Long.toString(seconds))));
  }

  /** Counts a call that was not let in, for whoever answers it otherwise. */
  Outcome count(Call call) {
    return intake.turnAway(call.desk(), Reason.RATE);
  }
}
