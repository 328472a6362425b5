package dev.oceanus.local.demo;

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

  /** All pages; the way in is {@code /demo/}, and {@code /} leads to it. */
  public static List<Page> all() {
    return List.of(
        page("/", HTML, "root.html"),
        page("/demo", HTML, "shop.html"),
        page("/demo/shop.css", CSS, "shop.css"),
        page("/demo/shop.js", SCRIPT, "shop.js"));
  }

  private static Page page(String path, String contentType, String resource) {
    try (InputStream in = DemoPages.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the demo shop has no " + resource);
      }
      return new Page(path, contentType, "no-cache", in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + resource, e);
    }
  }
}
