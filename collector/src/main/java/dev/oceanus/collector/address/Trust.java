package dev.oceanus.collector.address;

import java.util.List;

/**
 * Which proxies in front of us are believed.
 *
 * @param proxies networks whose X-Forwarded-For entries count
 * @param hops instead of networks: how many proxies each request has passed; 0 for none
 */
public record Trust(List<Cidr> proxies, int hops) {
  /** Nobody is believed: the peer is the client. */
  public static final Trust NOBODY = new Trust(List.of(), 0);

  public Trust {
    proxies = List.copyOf(proxies);
    if (hops < 0 || (hops > 0 && !proxies.isEmpty())) {
      throw new IllegalArgumentException("either trusted networks or hops, found both");
    }
  }

  boolean includes(Ip ip) {
    for (Cidr proxy : proxies) {
      if (proxy.contains(ip)) {
        return true;
      }
    }
    return false;
  }
}
