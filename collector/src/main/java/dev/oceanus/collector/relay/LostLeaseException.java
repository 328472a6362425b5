package dev.oceanus.collector.relay;

/** Somebody else relays the lane; the message says when that was seen. */
final class LostLeaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostLeaseException(String message) {
    super(message);
  }
}
