package dev.oceanus.collector.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row A03, in the core. */
class ClientAddressTest {
  private static final Trust NETWORKS =
      new Trust(
          List.of(Cidr.parse("10.0.0.0/8").orElseThrow(), Cidr.parse("fd00::/8").orElseThrow()), 0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9 | 1.2.3.4                      | 203.0.113.9",
        "10.0.0.1    | 1.2.3.4                      | 1.2.3.4",
        "10.0.0.1    | 6.6.6.6, 1.2.3.4             | 1.2.3.4",
        "10.0.0.1    | 6.6.6.6, 1.2.3.4, 10.0.0.2   | 1.2.3.4",
        "10.0.0.1    | 10.0.0.3,10.0.0.2            | 10.0.0.3",
        "10.0.0.1    | 1.2.3.4:5678                 | 1.2.3.4",
        "10.0.0.1    | 2001:DB8::1                  | 2001:db8::1",
        "10.0.0.1    | [2001:db8::1]                | 2001:db8::1",
        "10.0.0.1    | [2001:db8::1]:443            | 2001:db8::1",
        "10.0.0.1    | ::ffff:1.2.3.4               | 1.2.3.4",
        "fd00::1     | 1.2.3.4                      | 1.2.3.4",
        "10.0.0.1    | 1.2.3.4, fd12::9             | 1.2.3.4",
        "10.0.0.1    | unknown                      | 10.0.0.1",
        "10.0.0.1    | 1.2.3.4, unknown             | 10.0.0.1",
        "10.0.0.1    | unknown, 1.2.3.4             | 1.2.3.4",
        "10.0.0.1    | 1.2.3.4,                     | 10.0.0.1",
        "10.0.0.1    | _hidden                      | 10.0.0.1",
        "10.0.0.1    | 1.2.3.4:port                 | 10.0.0.1",
        "10.0.0.1    | 1.2.3.4:                     | 10.0.0.1",
        "10.0.0.1    | 1.2.3.4:123456               | 10.0.0.1",
        "10.0.0.1    | [::1                         | 10.0.0.1",
        "10.0.0.1    | [::1]x                       | 10.0.0.1",
        "10.0.0.1    | []                           | 10.0.0.1",
        "10.0.0.1    | 999.1.1.1                    | 10.0.0.1",
        "10.0.0.1    | <script>                     | 10.0.0.1"
      })
  void believesTrustedNetworksOnly(String peer, String forwardedFor, String client) {
    assertThat(client(NETWORKS, peer, forwardedFor)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 1.2.3.4                   | 1.2.3.4",
        "1 | 6.6.6.6, 1.2.3.4          | 1.2.3.4",
        "2 | 1.2.3.4, 10.0.0.2         | 1.2.3.4",
        "2 | 6.6.6.6, 1.2.3.4, 8.8.8.8 | 1.2.3.4",
        "2 | 1.2.3.4                   | 203.0.113.9",
        "1 | unknown                   | 203.0.113.9",
        "1 | 1.2.3.4:80                | 1.2.3.4"
      })
  void countsHopsFromTheRight(int hops, String forwardedFor, String client) {
    assertThat(client(new Trust(List.of(), hops), "203.0.113.9", forwardedFor)).isEqualTo(client);
  }

  @Test
  void readsSeveralHeadersAsOneList() {
    assertThat(client(NETWORKS, "10.0.0.1", "6.6.6.6", "1.2.3.4, 10.0.0.3", "10.0.0.2"))
        .isEqualTo("1.2.3.4");
  }

  @Test
  void takesThePeerWithoutAHeaderOrTrust() {
    assertThat(client(NETWORKS, "10.0.0.1")).isEqualTo("10.0.0.1");
    assertThat(client(Trust.NOBODY, "10.0.0.1", "1.2.3.4")).isEqualTo("10.0.0.1");
  }

  @Test
  void walksAHundredHops() {
    String hops = String.join(", ", Collections.nCopies(100, "10.0.0.7"));
    assertThat(client(NETWORKS, "10.0.0.1", "1.2.3.4, " + hops)).isEqualTo("1.2.3.4");
  }

  @Test
  void cannotTrustNetworksAndHopsAtOnce() {
    assertThatThrownBy(() -> new Trust(NETWORKS.proxies(), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void showsAnOperatorEveryHopAndTheChoice() {
    assertThat(
            new WhoAmI(NETWORKS)
                .describe(ip("10.0.0.1"), List.of("1.2.3.4, <script>, 10.0.0.2:443")))
        .isEqualTo(
            """
            peer    10.0.0.1 (trusted)
            hop     10.0.0.2 (trusted)
            hop     no address
            hop     1.2.3.4
            client  10.0.0.1
            """);
    assertThat(new WhoAmI(new Trust(List.of(), 2)).describe(ip("::1"), List.of("1.2.3.4, 5.6.7.8")))
        .endsWith("trusted 2 hops\nclient  1.2.3.4\n");
  }

  private static Ip ip(String text) {
    return Ip.parse(text).orElseThrow();
  }

  private static String client(Trust trust, String peer, String... forwardedFor) {
    return new ClientAddress(trust).of(ip(peer), Arrays.asList(forwardedFor)).toString();
  }
}
