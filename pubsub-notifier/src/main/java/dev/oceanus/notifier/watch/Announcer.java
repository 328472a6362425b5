package dev.oceanus.notifier.watch;

import java.util.List;

/** Tells people. Thread-safe. */
@FunctionalInterface
public interface Announcer {
  /**
   * Sees to it that people are told. What has been told before, by its id, may be left out.
   *
   * @throws dev.oceanus.common.stream.StreamUnavailableException when that is not possible now
   */
  void tell(List<Tidings> tidings);
}
