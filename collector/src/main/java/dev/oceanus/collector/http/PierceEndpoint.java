package dev.oceanus.collector.http;

/**
 * The Python system's way in for servers that tell of somebody else's visit, as a URL shortener
 * does: address and agent are parameters. Thread-safe.
 */
final class PierceEndpoint {
  private final LegacyRequests requests;

  PierceEndpoint(LegacyRequests requests) {
    this.requests = requests;
  }

  /** One event in the query, answered by a word. */
  void pierce(Call call) {
    requests
        .read(call, call.query())
        .ifPresent(values -> requests.take(call, values, stored -> stored.send(Reply.OK_WORD)));
  }
}
