package dev.oceanus.local.doctor.facts;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Addresses as browsers write them, which is less strict than {@link URI} reads. */
public final class Urls {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Urls() {}

  /** An address of http or https with a host; empty for anything else. */
  public static Optional<URI> web(String text) {
    try {
      URI uri = new URI(escaped(text));
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Browsers leave these as they are in queries. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean stray = c == '%' && !text.startsWith("%25", i) && !isEscape(text, i);
      if (stray || "\"<>\\^`{|} ".indexOf(c) >= 0) {
        escaped.append('%').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0;
  }

  /** Scheme, host and port, as browsers send it in {@code Origin}. */
  public static String origin(URI uri) {
    int port = uri.getPort();
    boolean usual = port < 0 || port == usualPort(uri.getScheme());
    return uri.getScheme()
        + "://"
        + uri.getHost().toLowerCase(Locale.ROOT)
        + (usual ? "" : ":" + port);
  }

  /** The port of an address, also where it is not written. */
  public static int port(URI uri) {
    return uri.getPort() < 0 ? usualPort(uri.getScheme()) : uri.getPort();
  }

  /** The port of a scheme. */
  public static int usualPort(String scheme) {
    return switch (scheme) {
      case "https", "wss" -> 443;
      default -> 80;
    };
  }

  /** Whether two addresses are one but for a fragment. */
  public static boolean same(URI uri, String text) {
    return web(text).map(other -> bare(other).equals(bare(uri))).orElse(false);
  }

  private static String bare(URI uri) {
    String text = uri.toString();
    int fragment = text.indexOf('#');
    return fragment < 0 ? text : text.substring(0, fragment);
  }

  /** Whether it is this machine, which browsers trust without TLS. */
  public static boolean isLoopback(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(host) || host.endsWith(".localhost");
  }
}
