package dev.oceanus.loader.lane;

/** Somebody else has taken the lane over: everything held in memory is worth nothing now. */
final class LostLeaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostLeaseException(String during) {
    super("lost the lease while " + during);
  }
}
