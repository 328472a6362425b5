package dev.oceanus.local.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.folder.DataFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalSettingsTest {
  private static final DataFolder FOLDER = DataFolder.of("/data");
  private static final Path SITES = Path.of("/data/sites.yaml");
  private static final Path RULES = Path.of("/data/rules.yaml");

  @Test
  void aLaptopListensToItselfOnly() {
    Map<String, String> variables = variables(Map.of());

    assertThat(variables)
        .containsEntry("OCEANUS_HTTP_HOST", "127.0.0.1")
        .containsEntry("OCEANUS_ADMIN_HOST", "127.0.0.1")
        .containsEntry("OCEANUS_DUCKDB_FILE", "/data/warehouse.duckdb")
        .containsEntry("OCEANUS_SPOOL_DIR", "/data/spool")
        .containsEntry("OCEANUS_SITES_FILE", "/data/sites.yaml")
        .containsEntry("OCEANUS_RULES_FILE", "/data/rules.yaml");
    assertThat(variables.get("OCEANUS_REDIS_URL")).startsWith("redis://127.0.0.1:");
  }

  @Test
  void whatAPersonSetWins() {
    assertThat(variables(Map.of("OCEANUS_BATCH_AGE", "2s", "OCEANUS_LOG_LEVEL", "info")))
        .containsEntry("OCEANUS_BATCH_AGE", "2s")
        .containsEntry("OCEANUS_LOG_LEVEL", "info");
  }

  @Test
  void theTypedPortWinsOverTheSetOne() {
    LocalSettings settings = new LocalSettings(Map.of("OCEANUS_HTTP_PORT", "0"));

    assertThat(settings.ports(null).collector()).isEqualTo("0");
    assertThat(settings.ports(Integer.toString(Ports.free())).collector()).isNotEqualTo("0");
  }

  @Test
  void namesAllThatIsNotThePersonsToSet() {
    assertThatThrownBy(
            () ->
                new LocalSettings(
                    Map.of("OCEANUS_REDIS_URL", "x", "OCEANUS_DUCKDB_FILE", "y", "HOME", "/")))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.code()).isEqualTo(CommandException.SETTINGS))
        .hasMessageContaining("OCEANUS_REDIS_URL, OCEANUS_DUCKDB_FILE");
  }

  @Test
  void refusesWhatIsNoPort() {
    for (String typed : new String[] {"web", "-1", "65536", "80 80", ""}) {
      assertThatThrownBy(() -> new LocalSettings(Map.of()).ports(typed))
          .isInstanceOfSatisfying(
              CommandException.class, e -> assertThat(e.code()).isEqualTo(CommandException.USAGE))
          .hasMessageContaining("--port");
    }
  }

  @Test
  void tellsTheWayOutOfATakenPort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThatThrownBy(() -> new LocalSettings(Map.of()).ports(port))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("--port N");
    }
  }

  @Test
  void theAdminServerTakesAnotherPortWhereItsOwnIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int other = Ports.freeFrom(taken.getLocalPort(), 0);

      assertThat(other).isPositive().isNotEqualTo(taken.getLocalPort());
    }
    int wanted = Ports.free();
    assertThat(Ports.freeFrom(wanted, 0)).isEqualTo(wanted);
    assertThat(Ports.freeFrom(wanted, wanted)).isNotEqualTo(wanted);
  }

  private static Map<String, String> variables(Map<String, String> set) {
    LocalSettings settings = new LocalSettings(set);
    return settings.variables(FOLDER, settings.ports("0"), SITES, RULES);
  }
}
