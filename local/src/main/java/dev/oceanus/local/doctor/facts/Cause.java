package dev.oceanus.local.doctor.facts;

import java.util.List;
import java.util.Locale;

/** Why a request brought a page nothing. */
public enum Cause {
  BLOCKED_BY_CLIENT("something in the browser blocked it, as ad blockers do"),
  POLICY("the page's Content-Security-Policy blocked it"),
  MIXED_CONTENT("the browser blocked it: the page is https and this is not"),
  CORS("the browser may not show the page the answer: it lacks the CORS headers for its origin"),
  NAME("there is no such host"),
  TLS("the browser does not trust the connection"),
  CONNECTION("the host does not answer"),
  OFFLINE("the browser was offline"),
  CONTENT("the browser did not take the answer for what was asked for"),
  ABORTED("it was broken off, as happens when a page is left"),
  UNKNOWN("the browser does not say why");

  private final String words;

  Cause(String words) {
    this.words = words;
  }

  /** Half a sentence. */
  public String words() {
    return words;
  }

  private record Sign(String part, Cause cause) {}

  /** What browsers say, Chromium's {@code net::ERR_} names first, and what it means. */
  private static final List<Sign> SIGNS =
      List.of(
          new Sign("blocked_by_client", BLOCKED_BY_CLIENT),
          new Sign("blocked_by_administrator", BLOCKED_BY_CLIENT),
          new Sign("blocked_by_csp", POLICY),
          new Sign("csp", POLICY),
          new Sign("mixed", MIXED_CONTENT),
          new Sign("cors", CORS),
          new Sign("blocked_by_orb", CONTENT),
          new Sign("blocked_by_response", CONTENT),
          new Sign("name_not_resolved", NAME),
          new Sign("unknown_host", NAME),
          new Sign("dns", NAME),
          new Sign("cert_", TLS),
          new Sign("ssl_", TLS),
          new Sign("certificate", TLS),
          new Sign("internet_disconnected", OFFLINE),
          new Sign("offline", OFFLINE),
          new Sign("connection_", CONNECTION),
          new Sign("address_unreachable", CONNECTION),
          new Sign("timed_out", CONNECTION),
          new Sign("empty_response", CONNECTION),
          new Sign("connection refused", CONNECTION),
          new Sign("net_reset", CONNECTION),
          new Sign("net_timeout", CONNECTION),
          new Sign("aborted", ABORTED));

  /** The cause behind what a browser says. */
  public static Cause of(String said) {
    String text = said.toLowerCase(Locale.ROOT);
    return SIGNS.stream()
        .filter(sign -> text.contains(sign.part))
        .map(Sign::cause)
        .findFirst()
        .orElse(UNKNOWN);
  }
}
