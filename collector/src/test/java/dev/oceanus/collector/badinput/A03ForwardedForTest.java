package dev.oceanus.collector.badinput;

import static dev.oceanus.collector.badinput.BadInputs.MARKER;
import static dev.oceanus.collector.badinput.BadInputs.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import dev.oceanus.collector.address.Cidr;
import dev.oceanus.collector.address.Trust;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A03: X-Forwarded-For counts from a trusted peer only, from the right; garbage means the peer. */
class A03ForwardedForTest {
  private static final String PEER = "127.0.0.1";
  private static final String TARGET = "/v1/pixel/demo?evt=e";

  @RegisterExtension
  static final BadInputs inputs =
      new BadInputs(
          new Trust(
              List.of(
                  Cidr.parse("127.0.0.0/8").orElseThrow(), Cidr.parse("10.0.0.0/8").orElseThrow()),
              0));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.2.3.4 | 1.2.3.4",
        "6.6.6.6, 1.2.3.4, 10.1.1.1 | 1.2.3.4",
        "1.2.3.4:5678 | 1.2.3.4",
        "[2001:DB8::1]:443 | 2001:db8::1",
        "2001:db8::1 | 2001:db8::1",
        "unknown | 127.0.0.1",
        "1.2.3.4, Ev1lM4rker | 127.0.0.1",
        "'; DROP TABLE events | 127.0.0.1",
        "${jndi:ldap://x/} | 127.0.0.1",
        "999.999.999.999 | 127.0.0.1"
      })
  void findsTheClientBehindTrustedProxies(String forwardedFor, String client) throws IOException {
    assertThat(ip(TARGET, "X-Forwarded-For: " + forwardedFor)).isEqualTo(client);
  }

  @Test
  void walksAHundredHops() throws IOException {
    String hops = String.join(", ", Collections.nCopies(100, "10.0.0.1"));
    assertThat(ip(TARGET, "X-Forwarded-For: 1.2.3.4, " + hops)).isEqualTo("1.2.3.4");
  }

  @Test
  void readsTheLastOfSeveralHeadersFirst() throws IOException {
    assertThat(ip(TARGET, "X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 1.2.3.4"))
        .isEqualTo("1.2.3.4");
  }

  @Test
  void ignoresOtherHeadersThatNameAnAddress() throws IOException {
    assertThat(
            ip(
                TARGET,
                "Forwarded: for=1.2.3.4",
                "X-Real-IP: 1.2.3.4",
                "True-Client-IP: 1.2.3.4",
                "X-Mark: " + MARKER))
        .isEqualTo(PEER);
  }

  @Test
  void believesNobodyUnlessToldTo() throws IOException {
    try (TestCollector unbelieving = new TestCollector()) {
      RawHttp.get(unbelieving.port(), TARGET, "X-Forwarded-For: 1.2.3.4");
      assertThat(unbelieving.events(TestSites.DEMO).getFirst().get("ip")).isEqualTo(PEER);
    }
  }

  private static Object ip(String target, String... headers) throws IOException {
    return String.valueOf(inputs.stored(TestSites.DEMO, get(target, headers)).get("ip"));
  }
}
