package dev.oceanus.collector.address;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds the client's address: from the right of X-Forwarded-For the first that isn't trusted, or
 * the one that so many proxies ago was the peer. Whatever is no address there means the peer. Pure
 * and thread-safe.
 */
public final class ClientAddress {
  private final Trust trust;

  /**
   * @param trust who is believed
   */
  public ClientAddress(Trust trust) {
    this.trust = trust;
  }

  /**
   * The client of a request.
   *
   * @param peer who opened the connection
   * @param forwardedFor the X-Forwarded-For headers in their order
   */
  public Ip of(Ip peer, List<String> forwardedFor) {
    if (forwardedFor.isEmpty()) {
      return peer;
    }
    if (trust.hops() > 0) {
      return byHops(peer, forwardedFor);
    }
    return trust.includes(peer) ? byNetworks(peer, forwardedFor) : peer;
  }

  private Ip byHops(Ip peer, List<String> forwardedFor) {
    List<String> hops = fromTheRight(forwardedFor);
    return hops.size() < trust.hops() ? peer : address(hops.get(trust.hops() - 1)).orElse(peer);
  }

  private Ip byNetworks(Ip peer, List<String> forwardedFor) {
    Ip client = peer;
    for (String hop : fromTheRight(forwardedFor)) {
      Optional<Ip> ip = address(hop);
      if (ip.isEmpty()) {
        return peer;
      }
      client = ip.get();
      if (!trust.includes(client)) {
        return client;
      }
    }
    return client;
  }

  /** Every hop of the headers, the nearest first. */
  static List<String> fromTheRight(List<String> forwardedFor) {
    List<String> hops = new ArrayList<>();
    for (String header : forwardedFor) {
      for (String hop : header.split(",", -1)) {
        hops.add(hop.strip());
      }
    }
    Collections.reverse(hops);
    return hops;
  }

  /** The address of a hop, without its port. */
  static Optional<Ip> address(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      boolean closed = end > 0 && (end == hop.length() - 1 || port(hop.substring(end + 1)));
      return closed ? Ip.parse(hop.substring(1, end)) : Optional.empty();
    }
    int colon = hop.indexOf(':');
    if (colon >= 0 && colon == hop.lastIndexOf(':')) {
      return port(hop.substring(colon)) ? Ip.parse(hop.substring(0, colon)) : Optional.empty();
    }
    return Ip.parse(hop);
  }

  private static boolean port(String text) {
    return text.length() >= 2
        && text.length() <= 6
        && text.charAt(0) == ':'
        && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
  }
}
