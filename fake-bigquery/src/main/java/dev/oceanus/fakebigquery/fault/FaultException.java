package dev.oceanus.fakebigquery.fault;

/** A rule wants the call to end here, with an error or with a reset of the connection. */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  FaultException(Fault fault) {
    super("a fault rule: " + fault, null, false, false);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
