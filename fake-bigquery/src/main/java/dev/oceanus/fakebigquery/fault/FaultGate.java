package dev.oceanus.fakebigquery.fault;

import dev.oceanus.testkit.process.Pause;
import java.util.function.Function;

/** Lets calls through as the rules want it. Thread-safe. */
public final class FaultGate {
  private final Faults faults;

  public FaultGate(Faults faults) {
    this.faults = faults;
  }

  /**
   * Does the work of a method, unless a rule is against it.
   *
   * @param work gets the fault that is its own to honour
   * @throws FaultException where the caller gets no answer, or an error that the work does not give
   */
  public <T> T pass(String method, Function<Fault, T> work) {
    Decision decision = faults.decide(method);
    if (decision.delay().isPositive()) {
      Pause.of(decision.delay());
    }
    return switch (decision.fault()) {
      case Fault.ResetBefore reset -> throw new FaultException(reset);
      case Fault.Status status -> throw new FaultException(status);
      case Fault.DiskError disk -> throw new FaultException(disk);
      case Fault.ResetAfter reset -> {
        try {
          var unused = work.apply(reset);
        } catch (RuntimeException e) {
          // whatever it was, nobody is told
        }
        throw new FaultException(reset);
      }
      case Fault.None none -> work.apply(none);
      case Fault.JobStuck stuck -> work.apply(stuck);
      case Fault.JobFailsLate late -> work.apply(late);
      case Fault.HiddenAfterInsert hidden -> work.apply(hidden);
    };
  }
}
