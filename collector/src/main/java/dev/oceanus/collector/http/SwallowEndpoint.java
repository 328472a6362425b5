package dev.oceanus.collector.http;

/** The pixel of the Python system, for pages that carry its tag. Thread-safe. */
final class SwallowEndpoint {
  private final LegacyRequests requests;

  SwallowEndpoint(LegacyRequests requests) {
    this.requests = requests;
  }

  /** One event in the query, answered by a picture. */
  void swallow(Call call) {
    requests
        .read(call, call.query())
        .ifPresent(values -> requests.take(call, values, stored -> stored.send(Reply.GIF)));
  }
}
