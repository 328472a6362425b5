package dev.oceanus.collector.http;

import java.util.Locale;

/**
 * What a client says of content codings (RFC 9110, section 12.5.3). Elements that cannot be read
 * are as good as not there.
 */
final class AcceptEncoding {
  private static final double NOT_SAID = -1;

  private double gzip = NOT_SAID;
  private double identity = NOT_SAID;
  private double others = NOT_SAID;

  private AcceptEncoding() {}

  /** A coding that a fixed page may have. */
  enum Choice {
    /** As it is. */
    IDENTITY,
    /** By gzip. */
    GZIP,
    /** The client takes none that there is. */
    NONE
  }

  /**
   * The coding that the client likes best; of two that it likes as much, the shorter.
   *
   * @param headers values of Accept-Encoding, of which there may be none
   * @param hasGzip whether there is a choice
   */
  static Choice of(Iterable<String> headers, boolean hasGzip) {
    AcceptEncoding accept = new AcceptEncoding();
    for (String header : headers) {
      for (String element : header.split(",", -1)) {
        accept.read(element.strip().toLowerCase(Locale.ROOT));
      }
    }
    return accept.choice(hasGzip);
  }

  private void read(String element) {
    int semicolon = element.indexOf(';');
    String coding = semicolon < 0 ? element : element.substring(0, semicolon).stripTrailing();
    double weight = semicolon < 0 ? 1 : weight(element.substring(semicolon + 1).strip());
    if (weight == NOT_SAID) {
      return;
    }
    switch (coding) {
      case "gzip", "x-gzip" -> gzip = weight;
      case "identity" -> identity = weight;
      case "*" -> others = weight;
      default -> {}
    }
  }

  /** {@code q=} and a number from 0 to 1 with at most three decimals. */
  private static double weight(String parameter) {
    boolean valid = parameter.matches("q\\s*=\\s*(0(\\.\\d{0,3})?|1(\\.0{0,3})?)");
    return valid ? Double.parseDouble(parameter.substring(parameter.indexOf('=') + 1)) : NOT_SAID;
  }

  private Choice choice(boolean hasGzip) {
    double ofGzip = hasGzip ? Math.max(gzip == NOT_SAID ? others : gzip, 0) : 0;
    // Where nothing is said about it, what is not coded is welcome, but less than what was named.
    double ofIdentity = identity == NOT_SAID ? others : identity;
    if (ofGzip > 0 && ofGzip >= ofIdentity) {
      return Choice.GZIP;
    }
    return ofIdentity == 0 ? Choice.NONE : Choice.IDENTITY;
  }
}
