package dev.oceanus.chaos.load;

import dev.oceanus.testkit.ledger.Sent;
import java.util.List;

/**
 * One request and the events that it carries.
 *
 * @param target path and query
 * @param body of a POST; empty for a GET
 * @param events good and bad ones, in order
 */
record Beacon(String method, String target, String body, String userAgent, List<Sent> events) {
  Beacon {
    events = List.copyOf(events);
  }
}
