package dev.oceanus.local.doctor.check;

import dev.oceanus.local.doctor.facts.Visitor;
import java.util.ArrayList;
import java.util.List;

/** Whether this browser asks not to be counted. */
final class SignalsCheck implements Check {
  private static final String ABOUT = "privacy";

  @Override
  public List<Finding> findings(Case given) {
    Visitor visitor = given.seen().visitor();
    List<String> signals = new ArrayList<>();
    if (Boolean.TRUE.equals(visitor.gpc())) {
      signals.add("Global Privacy Control");
    }
    if (Boolean.TRUE.equals(visitor.dnt())) {
      signals.add("Do Not Track");
    }
    if (!signals.isEmpty()) {
      return List.of(
          Finding.warning(
              ABOUT,
              "this browser sends " + String.join(" and ", signals),
              "Where the tag (data-gpc, data-dnt) or the site's privacy settings heed it, this visitor is not counted"));
    }
    return visitor.gpc() == null
        ? List.of()
        : List.of(
            Finding.ok(
                ABOUT, "this browser sends neither Global Privacy Control nor Do Not Track"));
  }
}
