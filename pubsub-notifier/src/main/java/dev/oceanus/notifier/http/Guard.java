package dev.oceanus.notifier.http;

import dev.oceanus.common.config.Env;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which places may be called: https, to hosts that were named, at addresses of the public internet.
 * Immutable.
 *
 * @param hosts each {@code hooks.example.com}, which is its port 443, or {@code host:port}; {@link
 *     #ANY} for all hosts
 * @param inside those of them whose addresses may be private; written in the same way
 * @param loopback whether hosts that are this machine need not be named, and may be plain http
 */
public record Guard(Set<String> hosts, Set<String> inside, boolean loopback) {
  /** Stands for every host, whatever its port. */
  public static final String ANY = "*";

  private static final Pattern NAMED =
      Pattern.compile("(?:[a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}])(?::\\d{1,5})?");

  public Guard {
    hosts = Set.copyOf(hosts);
    inside = Set.copyOf(inside);
  }

  /** The hosts that the settings let webhooks go to. */
  public static Guard from(Env env) {
    return new Guard(
        hosts(
            env,
            "OCEANUS_WEBHOOK_HOSTS",
            "Hosts that webhooks may go to, as hooks.example.com or hooks.example.com:8443."),
        hosts(
            env,
            "OCEANUS_WEBHOOK_PRIVATE_HOSTS",
            "Hosts that webhooks may go to though their addresses are private ones."),
        false);
  }

  private static Set<String> hosts(Env env, String name, String purpose) {
    List<String> hosts = env.list(name, List.of(), purpose);
    for (String host : hosts) {
      if (!NAMED.matcher(host).matches()) {
        env.fault(name, "must list hosts in lower case, each with a port or without", host);
      }
    }
    return Set.copyOf(hosts);
  }

  /** Only these public hosts. */
  public static Guard of(String... hosts) {
    return new Guard(Set.of(hosts), Set.of(), false);
  }

  /** Only the host of this place, at its port. */
  public static Guard only(URI place) {
    return place.getHost() == null ? of() : of(key(place));
  }

  /** The same, and this machine by plain http too: for stand-ins. */
  public Guard withLoopback() {
    return new Guard(hosts, inside, true);
  }

  /** What is wrong with a place as it is written, for the one who wrote it; empty if nothing is. */
  public Optional<String> fault(URI place) {
    String scheme = String.valueOf(place.getScheme()).toLowerCase(Locale.ROOT);
    if (place.getHost() == null || place.getRawUserInfo() != null) {
      return Optional.of("must be a URL with a host and without a user");
    }
    if (place.getRawFragment() != null) {
      return Optional.of("must be a URL without a fragment");
    }
    boolean plain = scheme.equals("http");
    if (plain && loopback && isLoopbackName(place)) {
      return Optional.empty();
    }
    if (!scheme.equals("https")) {
      return Optional.of("must be a URL of the scheme https");
    }
    boolean named = hosts.contains(ANY) || hosts.contains(key(place)) || isNamedInside(place);
    return named || (loopback && isLoopbackName(place))
        ? Optional.empty()
        : Optional.of("names a host that may not be called: " + key(place));
  }

  /**
   * The addresses to which a call of this place may go. They are asked for once; the caller
   * connects to these and asks no more.
   *
   * @throws UnknownHostException if the name has none now
   * @throws ForbiddenException if the place may not be called, be it for one of its addresses
   */
  List<InetAddress> addresses(URI place, Resolver resolver)
      throws UnknownHostException, ForbiddenException {
    Optional<String> fault = fault(place);
    if (fault.isPresent()) {
      throw new ForbiddenException(fault.get());
    }
    List<InetAddress> addresses = resolver.resolve(bare(place.getHost()));
    if (addresses.isEmpty()) {
      throw new UnknownHostException(place.getHost());
    }
    boolean here = loopback && isLoopbackName(place);
    for (InetAddress address : addresses) {
      boolean allowed = here ? address.isLoopbackAddress() : Addresses.isPublic(address);
      if (!allowed && !isNamedInside(place)) {
        throw new ForbiddenException(key(place) + " has an address that is not public");
      }
    }
    return addresses;
  }

  private boolean isNamedInside(URI place) {
    return inside.contains(key(place));
  }

  private static boolean isLoopbackName(URI place) {
    return Set.of("localhost", "127.0.0.1", "::1").contains(bare(place.getHost()));
  }

  /** The host as it is named: in lower case, and with a port unless it is that of https. */
  static String key(URI place) {
    String host = place.getHost().toLowerCase(Locale.ROOT);
    int port = port(place);
    return port == 443 ? host : host + ":" + port;
  }

  static int port(URI place) {
    if (place.getPort() >= 0) {
      return place.getPort();
    }
    return "http".equalsIgnoreCase(place.getScheme()) ? 80 : 443;
  }

  /** A host without the brackets of an IPv6 address. */
  static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
