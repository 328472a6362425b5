package dev.oceanus.local.browser;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A headless Chromium with a profile of its own, driven over its DevTools protocol. Owned by the
 * test, which closes it.
 */
final class Chromium implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");
  private static final String ON_A_MAC =
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

  private final Process process;
  private final DevTools devTools;

  private Chromium(Process process, DevTools devTools) {
    this.process = process;
    this.devTools = devTools;
  }

  /** Starts it with a profile in this folder, which must be new. */
  static Chromium start(Path profile) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(program().toString());
    line.addAll(
        List.of(
            "--headless",
            "--no-sandbox", // tests often run as root, for which there is none
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank"));
    Files.createDirectories(profile);
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output.log").toFile())
            .start();
    Path portFile = profile.resolve("DevToolsActivePort");
    List<String> address =
        await("Chromium starts")
            .atMost(LIMIT)
            .until(
                () -> Files.exists(portFile) ? Files.readAllLines(portFile) : List.<String>of(),
                lines -> lines.size() == 2);
    URI uri = URI.create("ws://127.0.0.1:" + address.get(0) + address.get(1));
    return new Chromium(process, DevTools.connect(HttpClient.newHttpClient(), uri));
  }

  /** Starts it with a profile whose owner lets no page keep cookies or other data. */
  static Chromium startWithoutCookies(Path profile) throws IOException {
    Path settings = Files.createDirectories(profile.resolve("Default")).resolve("Preferences");
    Files.writeString(
        settings, "{\"profile\":{\"default_content_setting_values\":{\"cookies\":2}}}");
    return start(profile);
  }

  private static Path program() {
    Stream<Path> onPath =
        Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    return Stream.concat(onPath, Stream.of(Path.of(ON_A_MAC)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "browser tests need Chromium: install it (Debian: apt-get install chromium)"));
  }

  /** Opens a tab as a visitor whom no site has seen before. */
  Tab newVisitor() {
    JsonNode context = devTools.call(null, "Target.createBrowserContext", Map.of());
    return newTab(Map.of("browserContextId", context.get("browserContextId").asString()));
  }

  /**
   * Opens a page as a visitor whom no site has seen before and whom nobody drives: where a driver
   * looks on, this browser loads no page ahead.
   */
  void openUndriven(String url) {
    JsonNode context = devTools.call(null, "Target.createBrowserContext", Map.of());
    String id = context.get("browserContextId").asString();
    devTools.call(null, "Target.createTarget", Map.of("url", url, "browserContextId", id));
  }

  /** Opens another tab of the same visitor. */
  Tab newTab(Tab visitor) {
    return newTab(visitor.context());
  }

  /** Opens a tab with the profile's own data and settings. */
  Tab newTab() {
    return newTab(Map.of());
  }

  private Tab newTab(Map<String, Object> context) {
    Map<String, Object> target = new HashMap<>(context);
    target.put("url", "about:blank");
    String id = devTools.call(null, "Target.createTarget", target).get("targetId").asString();
    String session =
        devTools
            .call(null, "Target.attachToTarget", Map.of("targetId", id, "flatten", true))
            .get("sessionId")
            .asString();
    return new Tab(devTools, new Tab.Address(id, session, context));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    devTools.close();
    try {
      process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
