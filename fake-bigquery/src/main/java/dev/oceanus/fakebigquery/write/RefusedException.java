package dev.oceanus.fakebigquery.write;

/** A call ends here, by the caller's fault. Carries what it is told; needs no stack trace. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  RefusedException(Refusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
