package dev.oceanus.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.http.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The demo shop, whose visitors' events are the ones to try things with. */
public final class DemoPages {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private DemoPages() {}

  /**
   * All pages; the way in is {@code /demo/}, and {@code /} leads to it.
   *
   * @param query what to type before a query
   * @param tail what to type to see events arrive
   */
  public static List<Page> all(String query, String tail) {
    String shop = new String(resource("shop.html"), UTF_8);
    return List.of(
        page("/", HTML, resource("root.html")),
        page(
            "/demo",
            HTML,
            shop.replace("{{query}}", escaped(query))
                .replace("{{tail}}", escaped(tail))
                .getBytes(UTF_8)),
        page("/demo/shop.css", CSS, resource("shop.css")),
        page("/demo/shop.js", SCRIPT, resource("shop.js")));
  }

  private static Page page(String path, String contentType, byte[] body) {
    return new Page(path, contentType, "no-cache", body);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static byte[] resource(String name) {
    try (InputStream in = DemoPages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the demo shop has no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }
}
