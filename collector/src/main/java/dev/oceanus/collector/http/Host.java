package dev.oceanus.collector.http;

import io.undertow.util.HeaderValues;
import org.jspecify.annotations.Nullable;

/** The header Host: one name or address, perhaps with a port. Pure. */
final class Host {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_PORT = 5;

  private Host() {}

  /**
   * Whether the headers of this name are one host.
   *
   * @param required whether one must be there
   */
  static boolean isOne(@Nullable HeaderValues hosts, boolean required) {
    if (hosts == null) {
      return !required;
    }
    return hosts.size() == 1 && isHost(hosts.getFirst());
  }

  static boolean isHost(String host) {
    int end = nameEnd(host);
    return end > 0 && end <= LONGEST_NAME && isPort(host, end);
  }

  /** Where the name or the address in brackets ends; 0 if there is none. */
  private static int nameEnd(String host) {
    boolean address = host.startsWith("[");
    for (int i = address ? 1 : 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (address && c == ']') {
        return i > 1 ? i + 1 : 0;
      }
      if (!address && c == ':') {
        return i;
      }
      if (!(address ? isOfAddress(c) : isOfName(c))) {
        return 0;
      }
    }
    return address ? 0 : host.length();
  }

  private static boolean isPort(String host, int from) {
    if (from == host.length()) {
      return true;
    }
    int digits = host.length() - from - 1;
    if (host.charAt(from) != ':' || digits > LONGEST_PORT) {
      return false;
    }
    for (int i = from + 1; i < host.length(); i++) {
      if (!isDigit(host.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfAddress(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
  }

  private static boolean isOfName(char c) {
    return isDigit(c)
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '.'
        || c == '-'
        || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
