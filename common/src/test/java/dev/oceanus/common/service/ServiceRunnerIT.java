package dev.oceanus.common.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a process begins and ends. */
class ServiceRunnerIT {
  private static final Pattern PORT = Pattern.compile("\"admin_port\":\"?(\\d+)");

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void prepare() throws IOException {
    Files.createFile(folder.resolve("termination-log"));
  }

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  private void start(Map<String, String> settings) throws IOException {
    Map<String, String> all = new HashMap<>(settings);
    all.put("OCEANUS_TERMINATION_LOG", folder.resolve("termination-log").toString());
    all.put("OCEANUS_ADMIN_HOST", "127.0.0.1");
    all.putIfAbsent("OCEANUS_ADMIN_PORT", "0");
    all.putIfAbsent("OCEANUS_DRAIN_TIME", "0ms");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ServiceForTests.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().putAll(all);
    processes.add(builder.start());
  }

  private int exitCode() throws InterruptedException {
    assertThat(processes.getLast().waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    return processes.getLast().exitValue();
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> parts() {
    return log().lines().filter(line -> line.startsWith("PART")).toList();
  }

  private String terminationLog() throws IOException {
    return Files.readString(folder.resolve("termination-log"));
  }

  private int adminPort() {
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .failFast("it ended", () -> !processes.getLast().isAlive())
        .until(() -> PORT.matcher(log()).find());
    Matcher matcher = PORT.matcher(log());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private int status(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void endsWithAllFaultsOfItsSettingsBeforeAnythingStarts() throws Exception {
    start(
        Map.of(
            "OCEANUS_TEST_NUMBER", "ten",
            "OCEANUS_TEST_FAILURE", "maybe",
            "OCEANUS_TEST_NUMBR", "1",
            "OCEANUS_ADMIN_PORT", "99999"));
    assertThat(exitCode()).isEqualTo(78);
    assertThat(log())
        .contains("configuration: OCEANUS_TEST_NUMBER: must be whole number from 0 to 9")
        .contains("configuration: OCEANUS_TEST_FAILURE: must be none or start")
        .contains("configuration: OCEANUS_TEST_NUMBR: is not a setting")
        .contains("configuration: OCEANUS_ADMIN_PORT: must be whole number");
    assertThat(parts()).isEmpty();
    assertThat(terminationLog())
        .hasLineCount(1)
        .startsWith("configuration: ")
        .contains("OCEANUS_TEST_NUMBR", "OCEANUS_ADMIN_PORT");
  }

  @ParameterizedTest
  @CsvSource({
    "start, cannot start: the second part cannot",
    "later, working: java.lang.Error: fatal end",
    "uncaught, thread worker failed: java.lang.IllegalStateException: uncaught",
    "bug, starting failed: java.lang.IllegalStateException: bug"
  })
  void endsWithOneLineThatSaysWhy(String failure, String line) throws Exception {
    start(Map.of("OCEANUS_TEST_FAILURE", failure, "OCEANUS_DRAIN_TIME", "10m"));
    assertThat(exitCode()).isEqualTo(1);
    assertThat(terminationLog()).isEqualTo(line + "\n");
    assertThat(parts())
        .containsExactly(
            "PART start first", "PART start second", "PART close second", "PART close first");
  }

  @Test
  @Tag("slow")
  void endsInOrderWhenItIsToldTo() throws Exception {
    start(Map.of("OCEANUS_DRAIN_TIME", "2s"));
    int port = adminPort();
    assertThat(status(port, "/livez")).isEqualTo(200);
    assertThat(status(port, "/readyz")).isEqualTo(200);

    processes.getLast().destroy();
    Awaitility.await().until(() -> log().contains("serves on"));
    assertThat(status(port, "/readyz")).isEqualTo(503);
    assertThat(status(port, "/livez")).isEqualTo(200);
    assertThat(parts()).hasSize(2);
    assertThat(exitCode()).isZero();
    assertThat(parts())
        .containsExactly(
            "PART start first", "PART start second", "PART close second", "PART close first");
    assertThat(terminationLog()).isEmpty();
  }

  @Test
  void endsWhenItsAdminPortIsTaken() throws Exception {
    start(Map.of());
    int port = adminPort();
    start(Map.of("OCEANUS_ADMIN_PORT", Integer.toString(port)));
    assertThat(exitCode()).isEqualTo(1);
    assertThat(terminationLog()).contains("cannot listen on 127.0.0.1:" + port);
    assertThat(parts()).isEmpty();
  }
}
