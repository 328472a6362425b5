package dev.oceanus.local.browser;

import dev.oceanus.common.life.Retry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A headless Chromium with a profile of its own, driven over its DevTools protocol. Owned by who
 * starts it, and closed by it; the profile's folder is left to the owner.
 */
public final class Chromium implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LEAVE = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final String MACS = "/Applications/%s.app/Contents/MacOS/%<s";

  /** Names on the path, which the operating system looks for, and the usual places of a Mac. */
  private static final List<String> PROGRAMS =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "chrome",
          MACS.formatted("Google Chrome"),
          MACS.formatted("Chromium"));

  private static final List<String> OPTIONS =
      List.of(
          "--headless",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--no-default-browser-check",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--remote-debugging-port=0");

  private final Process process;
  private final DevTools devTools;

  private Chromium(Process process, DevTools devTools) {
    this.process = process;
    this.devTools = devTools;
  }

  /**
   * Starts the first that is installed, with a profile in this folder, which must be new.
   *
   * @throws BrowserException if there is none, or none that starts; with what was tried
   */
  public static Chromium start(Path profile) throws IOException {
    return start(profile, LIMIT);
  }

  /**
   * The same within a time, which also bounds each answer of the browser.
   *
   * @throws BrowserException if there is none, or none that starts; with what was tried
   */
  public static Chromium start(Path profile, Duration limit) throws IOException {
    Files.createDirectories(profile);
    List<String> tried = new ArrayList<>();
    for (String program : PROGRAMS) {
      Process process = process(program, profile);
      if (process != null) {
        try {
          URI uri = address(process, profile, limit);
          DevTools devTools = DevTools.connect(HttpClient.newHttpClient(), uri, limit);
          return new Chromium(process, devTools);
        } catch (BrowserException e) {
          end(process);
          tried.add(program + ": " + e.getMessage());
        }
      }
    }
    throw new BrowserException(
        tried.isEmpty()
            ? "found no Chromium and no Chrome (%s): install one (Debian: apt-get install chromium)"
                .formatted(String.join(", ", PROGRAMS))
            : "no browser starts: " + String.join("; ", tried));
  }

  /** Starts it with a profile whose owner lets no page keep cookies or other data. */
  public static Chromium startWithoutCookies(Path profile) throws IOException {
    Path settings = Files.createDirectories(profile.resolve("Default")).resolve("Preferences");
    Files.writeString(
        settings, "{\"profile\":{\"default_content_setting_values\":{\"cookies\":2}}}");
    return start(profile);
  }

  /** The process, or null where there is no such program. */
  private static @Nullable Process process(String program, Path profile) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(program);
    line.addAll(OPTIONS);
    if (Integer.valueOf(0).equals(Files.getAttribute(profile, "unix:uid"))) {
      line.add("--no-sandbox"); // Chromium has none for root
    }
    line.add("--user-data-dir=" + profile);
    line.add("about:blank");
    try {
      return new ProcessBuilder(line)
          .redirectErrorStream(true)
          .redirectOutput(output(profile).toFile())
          .start();
    } catch (IOException e) {
      return null; // which is how it says that there is none
    }
  }

  private static Path output(Path profile) {
    return profile.resolve("output.log");
  }

  /** Where it listens, once it does. */
  private static URI address(Process process, Path profile, Duration limit) throws IOException {
    Path portFile = profile.resolve("DevToolsActivePort");
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < limit.toNanos() && process.isAlive()) {
      List<String> lines = Files.exists(portFile) ? Files.readAllLines(portFile) : List.of();
      if (lines.size() == 2) {
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
      }
      if (!Retry.pause(LOOK)) {
        throw new BrowserException("interrupted");
      }
    }
    String said = Files.readString(output(profile), StandardCharsets.ISO_8859_1).strip();
    throw new BrowserException(
        (process.isAlive() ? "does not listen within " + limit.toSeconds() + " s" : "ended")
            + (said.isEmpty() ? "" : ", having said: " + said.lines().toList().getLast()));
  }

  /** Opens a tab as a visitor whom no site has seen before. */
  public Tab newVisitor() {
    JsonNode context = devTools.call(null, "Target.createBrowserContext", Map.of());
    return newTab(Map.of("browserContextId", context.get("browserContextId").asString()));
  }

  /**
   * Opens a page as a visitor whom no site has seen before and whom nobody drives: where a driver
   * looks on, this browser loads no page ahead.
   */
  public void openUndriven(String url) {
    JsonNode context = devTools.call(null, "Target.createBrowserContext", Map.of());
    String id = context.get("browserContextId").asString();
    devTools.call(null, "Target.createTarget", Map.of("url", url, "browserContextId", id));
  }

  /** Opens another tab of the same visitor. */
  public Tab newTab(Tab visitor) {
    return newTab(visitor.context());
  }

  /** Opens a tab with the profile's own data and settings. */
  public Tab newTab() {
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
    try {
      devTools.call(null, "Browser.close", Map.of()); // so that it tidies up
      process.waitFor(LEAVE.toSeconds(), TimeUnit.SECONDS);
    } catch (BrowserException e) {
      // It is gone already, or has to be ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end(process);
    devTools.close();
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
