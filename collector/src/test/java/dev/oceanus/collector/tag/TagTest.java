package dev.oceanus.collector.tag;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.http.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class TagTest {
  private static final int MOST_BYTES = 3_072;

  @Test
  void isSmallOnTheWire() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(Tag.page().body());
    }

    assertThat(packed.size()).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void carriesNothingThatOnlyItsAuthorsRead() {
    String script = new String(Tag.page().body(), UTF_8);

    assertThat(script).hasLineCount(1).startsWith("(()=>{").doesNotContain("/*", "sourceMapping");
  }

  @Test
  void isAScriptThatBrowsersKeep() {
    Page page = Tag.page();

    assertThat(page.path()).isEqualTo("/oceanus.js");
    assertThat(page.contentType()).startsWith("text/javascript");
    assertThat(page.cacheControl()).contains("max-age=");
    assertThat(new String(page.body(), UTF_8)).contains("window.oceanus");
  }
}
