package dev.oceanus.local.doctor.check;

import dev.oceanus.local.doctor.facts.Page;
import java.util.List;

/** Whether the page that was looked at is the one that was meant. */
final class PageCheck implements Check {
  private static final String ABOUT = "page";

  @Override
  public List<Finding> findings(Case given) {
    Page page = given.seen().page();
    if (page.status() >= 400) {
      return List.of(
          Finding.problem(
              ABOUT,
              page.url() + " answered " + page.status(),
              "Examine the address of a page that visitors see"));
    }
    return List.of(
        Finding.ok(ABOUT, page.url() + (page.status() == 0 ? "" : " answered " + page.status())));
  }
}
