package dev.oceanus.collector.parse;

import dev.oceanus.collector.request.Raw;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.common.event.Event;

/** What became of one event as it was sent. */
public sealed interface Parsed {
  /** It is an event of its site's schema. */
  record Accepted(Event event) implements Parsed {}

  /**
   * It is none.
   *
   * @param reason the word for it
   * @param field the field at fault by its shortest name on the wire, or empty
   * @param detail the rule that was broken, in words of ours
   * @param raw the event as it was sent
   */
  record Refused(Reason reason, String field, String detail, Raw raw) implements Parsed {}
}
