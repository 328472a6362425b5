package dev.oceanus.notifier.rules;

import dev.oceanus.common.schema.Schema;
import java.util.List;

/** Makes conditions of texts. Thread-safe. */
@FunctionalInterface
public interface Conditions {
  /**
   * The condition that a text states over events of a schema.
   *
   * @throws FaultyException with everything that is wrong with it
   */
  Condition compile(String text, Schema schema) throws FaultyException;

  /**
   * What is wrong with a condition.
   *
   * @param at position in its text, counted from 0
   * @param rule what is wrong, in words
   */
  record Fault(int at, String rule) {}

  /** A text states no condition. */
  final class FaultyException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never written
    private final List<Fault> faults;

    public FaultyException(List<Fault> faults) {
      super(faults.toString());
      this.faults = List.copyOf(faults);
    }

    /** At least one. */
    public List<Fault> faults() {
      return faults;
    }
  }
}
