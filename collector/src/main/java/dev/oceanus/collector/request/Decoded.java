package dev.oceanus.collector.request;

import java.util.List;

/** What became of a body or a query. */
public sealed interface Decoded {
  /** The values of each event, in the order in which they were sent. */
  record Events(List<Values> events) implements Decoded {
    public Events {
      events = List.copyOf(events);
    }
  }

  /**
   * Nothing in it can be read.
   *
   * @param reason the word for it
   * @param detail what was found, in words of ours
   */
  record Unreadable(Reason reason, String detail) implements Decoded {}
}
