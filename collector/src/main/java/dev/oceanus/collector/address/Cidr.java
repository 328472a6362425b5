package dev.oceanus.collector.address;

import java.util.Optional;

/** A network: an address and the number of its leading bits that count. */
public final class Cidr {
  private final Ip network;
  private final int bits;

  private Cidr(Ip network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? Ip.parse(text).map(ip -> new Cidr(ip, ip.bits()))
        : Ip.parse(text.substring(0, slash)).flatMap(ip -> of(ip, text.substring(slash + 1)));
  }

  private static Optional<Cidr> of(Ip ip, String length) {
    if (length.isEmpty()
        || length.length() > 3
        || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(length);
    return bits > ip.bits() ? Optional.empty() : Optional.of(new Cidr(ip, bits));
  }

  /** Whether an address is of this network. */
  public boolean contains(Ip ip) {
    return ip.bits() == network.bits() && ip.sharesPrefix(network, bits);
  }

  @Override
  public String toString() {
    return network + "/" + bits;
  }
}
