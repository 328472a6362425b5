package dev.oceanus.local.doctor.policy;

import dev.oceanus.local.doctor.facts.Urls;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One word of a directive, matched against addresses by the rules of CSP level 3: schemes may only
 * become more secure, a host without a port means its scheme's, a path ends with what it covers.
 *
 * @param text as it was written
 */
record SourceExpression(String text) {
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):");
  private static final Pattern HOST =
      Pattern.compile(
          "(?:([a-zA-Z][a-zA-Z0-9+.-]*)://)?(\\*|(?:\\*\\.)?[a-zA-Z0-9_-]+(?:\\.[a-zA-Z0-9_-]+)*\\.?"
              + "|\\[[0-9a-fA-F:.]+])(?::(\\d+|\\*))?(/[^?#]*)?");
  private static final Set<String> NETWORK = Set.of("http", "https", "ws", "wss");

  static SourceExpression of(String word) {
    return new SourceExpression(word);
  }

  private boolean isKeyword(String keyword) {
    return text.equalsIgnoreCase("'" + keyword + "'");
  }

  boolean isStrictDynamic() {
    return isKeyword("strict-dynamic");
  }

  /** Whether it trusts scripts by something else than their address. */
  boolean isTrust() {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("'nonce-") || lower.startsWith("'sha");
  }

  /** Whether it is this nonce. */
  boolean isNonce(String nonce) {
    return !nonce.isEmpty()
        && text.toLowerCase(Locale.ROOT).startsWith("'nonce-")
        && text.equals(text.substring(0, 7) + nonce + "'");
  }

  /** Whether it covers an address, on a page of this other one. */
  boolean matches(URI self, URI url) {
    if (text.equals("*")) {
      return NETWORK.contains(url.getScheme()) || url.getScheme().equals(self.getScheme());
    }
    if (isKeyword("self")) {
      return isSelf(self, url);
    }
    Matcher scheme = SCHEME.matcher(text);
    if (scheme.matches()) {
      return schemeCovers(scheme.group(1), url.getScheme());
    }
    Matcher host = HOST.matcher(text);
    return host.matches() && hostCovers(host, self, url);
  }

  private static boolean isSelf(URI self, URI url) {
    if (Urls.origin(self).equals(Urls.origin(url))) {
      return true;
    }
    boolean ports =
        Urls.port(self) == Urls.port(url)
            || (Urls.port(self) == Urls.usualPort(self.getScheme())
                && Urls.port(url) == Urls.usualPort(url.getScheme()));
    return self.getHost().equalsIgnoreCase(url.getHost())
        && ports
        && schemeCovers(self.getScheme(), url.getScheme());
  }

  private static boolean schemeCovers(String written, String scheme) {
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "http" -> scheme.equals("http") || scheme.equals("https");
      case "ws" -> NETWORK.contains(scheme);
      case "wss" -> scheme.equals("wss") || scheme.equals("https");
      case String other -> other.equals(scheme);
    };
  }

  private static boolean hostCovers(Matcher written, URI self, URI url) {
    String scheme = written.group(1) == null ? self.getScheme() : written.group(1);
    return schemeCovers(scheme, url.getScheme())
        && nameCovers(written.group(2).toLowerCase(Locale.ROOT), url.getHost())
        && portCovers(written.group(3), scheme, url)
        && pathCovers(written.group(4), url.getRawPath());
  }

  private static boolean nameCovers(String written, String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (written.startsWith("*")) {
      return name.endsWith(written.substring(1)); // not the domain itself, only what is below
    }
    return written.equals(name);
  }

  private static boolean portCovers(@Nullable String written, String scheme, URI url) {
    int port = Urls.port(url);
    if (written == null) {
      return port == Urls.usualPort(url.getScheme());
    }
    return written.equals("*")
        || written.equals(Integer.toString(port))
        || (written.equals("80") && port == 443 && schemeCovers(scheme, "https"));
  }

  private static boolean pathCovers(@Nullable String written, @Nullable String path) {
    String found = path == null || path.isEmpty() ? "/" : path;
    if (written == null) {
      return true;
    }
    return written.endsWith("/") ? found.startsWith(written) : found.equals(written);
  }
}
