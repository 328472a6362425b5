package dev.oceanus.bench.messages;

import dev.oceanus.bench.messages.Message.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares messages that were to come with those that came. */
final class Account {
  private Account() {}

  /** What differs; empty if each came once, and nothing else. */
  static List<String> faults(Set<Subject> expected, List<Message> seen) {
    Set<Subject> missing = new HashSet<>(expected);
    Set<Subject> known = new HashSet<>();
    int again = 0;
    int others = 0;
    for (Message message : seen) {
      missing.remove(message.subject());
      if (!known.add(message.subject())) {
        again++;
      } else if (!expected.contains(message.subject())) {
        others++;
      }
    }
    List<String> faults = new ArrayList<>();
    if (!missing.isEmpty()) {
      faults.add("%d of %d messages were not seen".formatted(missing.size(), expected.size()));
    }
    if (again > 0) {
      faults.add("%d messages were seen again".formatted(again));
    }
    if (others > 0) {
      faults.add("%d messages were seen that no event calls for".formatted(others));
    }
    return faults;
  }
}
