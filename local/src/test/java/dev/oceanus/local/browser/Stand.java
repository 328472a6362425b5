package dev.oceanus.local.browser;

import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.query.Formats;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.RemoteQueries;
import dev.oceanus.local.up.Program;
import dev.oceanus.testkit.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all tests of the tag share, because it is slow to start: Oceanus, a browser and a server of
 * pages. JUnit closes it after the last test. Thread-safe.
 */
final class Stand implements AutoCloseable {
  private static final String SITES =
      """
      sites:
        demo:
          table: events_demo
          accepts: [events, pixel, form]
        other:
          table: events_other
        quiet:
          origins: ["PAGES"]
          privacy: {opt_out_cookie: no_stats, then: drop, cookie: {}}
      """;

  private final Path temp;
  private final Program up;
  private final Running running;
  private final Queries queries;
  private final Chromium chromium;
  private final PageServer pages;
  private final AtomicInteger scenarios = new AtomicInteger();

  private Stand() throws IOException {
    temp = Files.createTempDirectory("oceanus-tag");
    DataFolder folder = new DataFolder(temp.resolve("data"));
    Files.createDirectories(folder.root());
    pages = new PageServer();
    Files.writeString(folder.sites(), SITES.replace("PAGES", pages.origin("127.0.0.1")));
    up = Program.start(temp, Map.of(), "up", "--port", "0", "--data", folder.root().toString());
    running = up.running(folder);
    queries = new RemoteQueries(running.queryUrl(), running.token());
    chromium = Chromium.start(temp.resolve("profile"));
    pages.leadTo(running.publicUrl());
  }

  /** Lends the one stand to whatever test asks for it. */
  static final class Lender implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == Stand.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
      return test.getRoot()
          .getStore(ExtensionContext.Namespace.create(Stand.class))
          .getOrComputeIfAbsent(Stand.class, key -> start(), Stand.class);
    }

    private static Stand start() {
      try {
        return new Stand();
      } catch (IOException e) {
        throw new IllegalStateException("starting what the tag's tests need", e);
      }
    }
  }

  Chromium chromium() {
    return chromium;
  }

  PageServer pages() {
    return pages;
  }

  /** The collector's public address. */
  String collector() {
    return running.publicUrl();
  }

  Scenario scenario() {
    Scenario scenario = new Scenario("s" + scenarios.incrementAndGet(), this);
    pages.add(scenario);
    return scenario;
  }

  /** What a query answers. */
  List<JsonNode> rows(String sql) throws Exception {
    StringBuilder json = new StringBuilder();
    queries.ask(sql, Formats.of("json", json));
    List<JsonNode> rows = new ArrayList<>();
    JsonMapper.shared().readTree(json.toString()).forEach(rows::add);
    return rows;
  }

  @Override
  public void close() {
    chromium.close();
    pages.close();
    up.close();
    Folders.delete(temp);
  }
}
