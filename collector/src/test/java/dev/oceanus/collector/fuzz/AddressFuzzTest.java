package dev.oceanus.collector.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.oceanus.collector.address.Cidr;
import dev.oceanus.collector.address.ClientAddress;
import dev.oceanus.collector.address.Ip;
import dev.oceanus.collector.address.Trust;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;

/**
 * An address is one for the JDK too, and a client is somebody whom the headers or the peer name.
 */
@Tag("slow")
class AddressFuzzTest {
  private static final Pattern PLAIN_V6 =
      Pattern.compile("([0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}");
  private static final Ip PEER = Ip.parse("192.0.2.1").orElseThrow();
  private static final ClientAddress TRUSTING =
      new ClientAddress(
          new Trust(
              List.of(
                  Cidr.parse("192.0.2.0/24").orElseThrow(), Cidr.parse("fd00::/8").orElseThrow()),
              0));
  private static final ClientAddress TWO_HOPS = new ClientAddress(new Trust(List.of(), 2));
  private static final ClientAddress UNTRUSTING = new ClientAddress(Trust.NOBODY);

  @FuzzTest
  void readsAddressesAsTheJdkDoes(byte[] bytes) throws UnknownHostException {
    String text = new String(bytes, ISO_8859_1);
    Optional<Ip> ip = Ip.parse(text);
    if (ip.isPresent()) {
      // Only of what we take for an address: the JDK would ask a name server for anything else.
      Claim.same(Ip.of(InetAddress.getByName(text).getAddress()), ip.get());
      Claim.same(Ip.parse(ip.get().toString()), ip);
      Claim.that(ip.get().toString().length() <= 45, "fits its column");
    } else if (PLAIN_V6.matcher(text).matches()) {
      Claim.that(!isAddress(text), "no address for the JDK either");
    }
    network(text);
    client(text);
  }

  private static boolean isAddress(String text) {
    try {
      return InetAddress.getByName(text).getAddress().length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void network(String text) {
    Optional<Cidr> network = Cidr.parse(text);
    if (network.isPresent()) {
      String written = network.get().toString();
      Claim.same(Cidr.parse(written).map(Cidr::toString), Optional.of(written));
      Ip first = Ip.parse(written.substring(0, written.indexOf('/'))).orElseThrow();
      Claim.that(network.get().contains(first), "a network holds its own address");
    }
  }

  private static void client(String text) {
    List<String> headers = List.of(text.split("\n", -1));
    Claim.same(UNTRUSTING.of(PEER, headers), PEER);
    for (ClientAddress each : List.of(TRUSTING, TWO_HOPS)) {
      Ip client = each.of(PEER, headers);
      Claim.that(client.equals(PEER) || names(headers, client), "a client that was named");
    }
  }

  private static boolean names(List<String> headers, Ip client) {
    for (String header : headers) {
      for (String hop : header.split(",", -1)) {
        String bare = hop.strip().replaceFirst("^\\[(.*)](:\\d+)?$", "$1");
        String portless = bare.replaceFirst("^([^:]*):\\d+$", "$1");
        if (Ip.parse(portless).filter(client::equals).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }
}
