package dev.oceanus.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.util.HeaderMap;
import org.junit.jupiter.api.Test;

class CorsTest {
  private static final String EXPOSED = "Access-Control-Expose-Headers";

  @Test
  void aPageMayReadHowLongItIsToWait() {
    HeaderMap headers = new HeaderMap();
    Cors.answer(null, "https://shop.example", headers);

    assertThat(headers.get("Access-Control-Allow-Origin")).containsExactly("*");
    assertThat(headers.get(EXPOSED)).containsExactly("Retry-After");
  }

  @Test
  void whoSaysNoOriginIsToldNothing() {
    HeaderMap headers = new HeaderMap();
    Cors.answer(null, null, headers);

    assertThat(headers.contains(EXPOSED)).isFalse();
  }
}
