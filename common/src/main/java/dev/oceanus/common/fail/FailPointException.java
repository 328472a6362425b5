package dev.oceanus.common.fail;

/** Thrown at a fail point because a test asked for it; treated like any bug. */
public final class FailPointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FailPointException(FailPoint point) {
    super("fail point " + point.key());
  }
}
