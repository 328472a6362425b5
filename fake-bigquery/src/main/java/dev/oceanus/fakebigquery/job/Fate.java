package dev.oceanus.fakebigquery.job;

import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.fault.Fault;
import tools.jackson.databind.node.ObjectNode;

/** What a fault rule wants of a job, as it is kept with it. */
final class Fate {
  private Fate() {}

  /** Text of a fault; empty if it does not concern the job's run. */
  static String of(Fault fault) {
    return switch (fault) {
      case Fault.JobStuck stuck -> Json.object().put("stuck", stuck.rule()).toString();
      case Fault.JobFailsLate late ->
          Json.object().put("reason", late.reason()).put("message", late.message()).toString();
      case Fault.None none -> "";
      case Fault.ResetBefore reset -> "";
      case Fault.ResetAfter reset -> "";
      case Fault.Status status -> "";
      case Fault.HiddenAfterInsert hidden -> "";
      case Fault.DiskError disk -> "";
    };
  }

  static ObjectNode parse(String fate) {
    return fate.isEmpty() ? Json.object() : Json.parse(fate);
  }
}
