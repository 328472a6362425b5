package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Bodies as text, for the table of refused events. */
final class Raw {
  private static final int KEPT = 65_536;

  private Raw() {}

  static String of(byte[] body) {
    return new String(body, 0, Math.min(body.length, KEPT), UTF_8);
  }
}
