package dev.oceanus.collector.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTest {
  /** Literals and their one form of RFC 5952, most of them its own examples. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "100.64.0.1, 100.64.0.1",
    "2001:0db8::0001, 2001:db8::1",
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8:AAAA::BbBb, 2001:db8:aaaa::bbbb",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "0:0:0:0:0:0:0:0, ::",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::FFFF:c000:201, 192.0.2.1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "::192.0.2.1, ::c000:201",
    "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201"
  })
  void readsALiteralAndWritesItsOneForm(String literal, String form) {
    Ip ip = Ip.parse(literal).orElseThrow();
    assertThat(ip).hasToString(form);
    assertThat(Ip.parse(form)).contains(ip);
    assertThat(Ip.parse(form).orElseThrow().hashCode()).isEqualTo(ip.hashCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.-4",
        "01.2.3.4",
        "1.2.3.04",
        "1.2.3.",
        ".1.2.3",
        "0x7f.1.1.1",
        "127.1",
        "2130706433",
        "1.2.3.4 ",
        "١.2.3.4",
        ":",
        ":::",
        "::1::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "12345::",
        "g::",
        "fe80::1%eth0",
        "::1.2.3",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "[::1]",
        ":1",
        "1:",
        "localhost",
        "unknown",
        "1.2.3.4, 5.6.7.8"
      })
  void refusesWhatIsNoLiteral(String text) {
    assertThat(Ip.parse(text)).isEmpty();
  }

  @Test
  void refusesBytesOfAnotherLength() {
    assertThatThrownBy(() -> Ip.of(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 bytes");
  }

  @Property
  void readsWhatItHasWritten(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
    Ip ip = Ip.of(bytes);
    assertThat(Ip.parse(ip.toString())).contains(ip);
    assertThat(Ip.of(InetAddress.getByName(ip.toString()).getAddress())).isEqualTo(ip);
  }

  @Property
  void writesWhateverItReads(
      @ForAll @StringLength(max = 24) @Chars({':', '.', '0', '1', '2', 'f', 'F'}) String text) {
    Ip.parse(text).ifPresent(ip -> assertThat(Ip.parse(ip.toString())).contains(ip));
  }
}
