package dev.oceanus.collector.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,        10.255.255.255, true",
    "10.0.0.0/8,        11.0.0.0,       false",
    "10.1.2.3/8,        10.9.9.9,       true",
    "192.168.0.0/23,    192.168.1.255,  true",
    "192.168.0.0/23,    192.168.2.0,    false",
    "203.0.113.128/25,  203.0.113.127,  false",
    "203.0.113.128/25,  203.0.113.129,  true",
    "198.51.100.7,      198.51.100.7,   true",
    "198.51.100.7,      198.51.100.8,   false",
    "198.51.100.7/32,   198.51.100.7,   true",
    "0.0.0.0/0,         255.1.2.3,      true",
    "0.0.0.0/0,         ::1,            false",
    "0.0.0.0/0,         ::ffff:1.2.3.4, true",
    "2001:db8::/32,     2001:db8:ffff::1, true",
    "2001:db8::/32,     2001:db9::,     false",
    "2001:db8::/33,     2001:db8:8000::, false",
    "::1,               ::1,            true",
    "::1,               ::2,            false",
    "::/0,              2001:db8::1,    true",
    "::/0,              10.0.0.1,       false"
  })
  void containsTheAddressesOfItsPrefix(String network, String address, boolean contained) {
    Ip ip = Ip.parse(address).orElseThrow();
    assertThat(Cidr.parse(network).orElseThrow().contains(ip)).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/+8",
        "10.0.0.0/8/8",
        "10.0.0.0/0008",
        "10.0.0.0/٨",
        "10.0.0/8",
        "2001:db8::/129",
        "::ffff:10.0.0.0/104",
        "example.org/8",
        " 10.0.0.0/8",
        "10.0.0.0/ 8"
      })
  void refusesWhatIsNoNetwork(String text) {
    assertThat(Cidr.parse(text)).isEmpty();
  }
}
