package dev.oceanus.local.doctor.check;

import java.util.List;

/** Whether the tag waits for its visitor to agree, and whether it keeps to that. */
final class ConsentCheck implements Check {
  private static final String ABOUT = "consent";

  @Override
  public List<Finding> findings(Case given) {
    if (given.calls().tags().isEmpty()) {
      return List.of();
    }
    if (!given.waitsForConsent()) {
      return List.of(Finding.ok(ABOUT, "the tag does not wait for it (no data-consent=\"wait\")"));
    }
    if (!given.calls().beacons().isEmpty()) {
      return List.of(Finding.ok(ABOUT, "the tag waits for it, and the page gave it"));
    }
    return List.of(
        Finding.warning(
            ABOUT,
            "the tag waits for it, and nobody gave it while the page was looked at",
            "That is right before a visitor agrees; then the page has to call oceanus('consent', true)"));
  }
}
