package dev.oceanus.local.doctor.check;

import dev.oceanus.local.doctor.facts.Urls;
import java.util.List;

/** Whether a page of https asks a collector of http, which browsers do not let it. */
final class MixedContentCheck implements Check {
  private static final String ABOUT = "https";

  @Override
  public List<Finding> findings(Case given) {
    boolean secure = given.seen().page().url().getScheme().equals("https");
    return given.calls().collectors().stream()
        .flatMap(origin -> Urls.web(origin).stream())
        .filter(uri -> uri.getScheme().equals("http") && !Urls.isLoopback(uri))
        .map(
            uri ->
                secure
                    ? Finding.problem(
                        ABOUT,
                        "the page is https and the collector is not: " + Urls.origin(uri),
                        "Write https:// for the collector's address, and give it a certificate")
                    : Finding.warning(
                        ABOUT,
                        "events travel unencrypted to " + Urls.origin(uri),
                        "Give page and collector https"))
        .toList();
  }
}
