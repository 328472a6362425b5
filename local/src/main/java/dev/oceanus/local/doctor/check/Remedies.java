package dev.oceanus.local.doctor.check;

import dev.oceanus.local.doctor.facts.Cause;
import java.net.URI;

/** What to do about a request that brought nothing. */
final class Remedies {
  private Remedies() {}

  static String of(Cause cause, URI url) {
    return switch (cause) {
      case BLOCKED_BY_CLIENT ->
          "Visitors with a blocker stay uncounted; a subdomain of your own and other paths help (docs/site-owners.md)";
      case POLICY -> "See the line about the policy";
      case MIXED_CONTENT -> "Write https:// for the collector's address";
      case CORS -> "Check that a proxy before the collector passes its headers and OPTIONS on";
      case NAME -> "Check the host's spelling and its DNS entry: " + url.getHost();
      case TLS -> "Give the collector's address a certificate for " + url.getHost();
      case CONNECTION -> "Check that the collector runs, and a firewall lets requests in";
      case OFFLINE -> "Try again with a network";
      case CONTENT -> "Check that the address is the collector's, and that no proxy changes types";
      case ABORTED, UNKNOWN -> "Look at this request in the browser's developer tools";
    };
  }
}
