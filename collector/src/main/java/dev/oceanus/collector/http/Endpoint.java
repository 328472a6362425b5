package dev.oceanus.collector.http;

/** What a route does with a request. Thread-safe; must not block. */
@FunctionalInterface
interface Endpoint {
  /** Takes a call of one of the route's methods; the call is answered now or later, once. */
  void handle(Call call);
}
