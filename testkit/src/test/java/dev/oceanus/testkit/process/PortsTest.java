package dev.oceanus.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void givesPortsThatNoClientIsGiven() {
    assertThat(IntStream.range(0, 200).map(i -> Ports.free()))
        .allSatisfy(port -> assertThat(port).isBetween(11_000, 21_999));
  }

  @Test
  void givesNoPortThatSomebodyListensOn() throws IOException {
    int port = Ports.free();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(IntStream.range(0, 1_000).map(i -> Ports.free()))
          .doesNotContain(taken.getLocalPort());
    }
  }
}
