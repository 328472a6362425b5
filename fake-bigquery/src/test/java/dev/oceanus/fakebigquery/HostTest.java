package dev.oceanus.fakebigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.fakebigquery.store.Store;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HostTest {
  private static final String OTHER = "127.0.0.2";

  @TempDir private Path folder;

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      disabledReason = "elsewhere 127.0.0.1 is the only loopback address")
  void listensWhereItIsToldTo() throws IOException {
    FakeBigQueryConfig config =
        new FakeBigQueryConfig(folder, OTHER, 0, 0, "test", "web", "US", Store.Rows.KEPT);
    try (FakeBigQuery fake = FakeBigQuery.start(config)) {
      connect(OTHER, fake.port());
      connect(OTHER, fake.writePort());
      assertThatThrownBy(() -> connect(FakeBigQueryConfig.LOOPBACK, fake.port()))
          .isInstanceOf(ConnectException.class);
    }
  }

  private static void connect(String host, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port));
      assertThat(socket.isConnected()).isTrue();
    }
  }
}
