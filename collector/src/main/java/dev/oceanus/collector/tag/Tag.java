package dev.oceanus.collector.tag;

import dev.oceanus.collector.http.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The tag as it is served. */
public final class Tag {
  /** Path of the script. */
  public static final String PATH = "/oceanus.js";

  private static final String CACHE = "public, max-age=3600, stale-while-revalidate=86400";

  private Tag() {}

  /** The page that it is served as. */
  public static Page page() {
    try (InputStream in = Tag.class.getResourceAsStream("oceanus.js")) {
      if (in == null) {
        throw new IllegalStateException("oceanus.js is not among the resources");
      }
      return new Page(PATH, "text/javascript; charset=utf-8", CACHE, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("reading oceanus.js", e);
    }
  }
}
