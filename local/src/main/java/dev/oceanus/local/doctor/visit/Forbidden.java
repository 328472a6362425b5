package dev.oceanus.local.doctor.visit;

import dev.oceanus.local.doctor.facts.Cause;
import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Exchange.Failed;
import dev.oceanus.local.doctor.facts.Urls;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A request that a policy forbade before it was one, so that Chromium reports it as an issue and
 * not among the requests.
 *
 * @param directive of the policy
 */
record Forbidden(URI url, String directive) {
  /** What an issue tells, if it is of that kind. */
  static Optional<Forbidden> of(JsonNode event) {
    JsonNode details = event.at("/issue/details/contentSecurityPolicyIssueDetails");
    if (details.isMissingNode() || details.path("isReportOnly").asBoolean(false)) {
      return Optional.empty();
    }
    return Urls.web(details.path("blockedURL").asString(""))
        .map(url -> new Forbidden(url, details.path("violatedDirective").asString("")));
  }

  boolean isToldBy(Exchange exchange) {
    return Urls.same(exchange.request().url(), url.toString())
        && exchange.outcome() instanceof Failed;
  }

  Exchange exchange() {
    String method = directive.startsWith("connect-src") ? "POST" : "GET";
    return new Exchange(
        new Exchange.Request(method, url, Map.of(), null, Instant.EPOCH),
        new Failed(Cause.POLICY, directive, 0));
  }
}
