package dev.oceanus.collector.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MediaTypeTest {
  static Stream<Arguments> headers() {
    return Stream.of(
        arguments(null, MediaType.NONE),
        arguments("", MediaType.NONE),
        arguments("text/plain", new MediaType("text/plain", null, null)),
        arguments(" Text/Plain ;Charset = \"UTF-8\"", new MediaType("text/plain", "utf-8", null)),
        arguments("text/plain;charset=utf-8;x=y", new MediaType("text/plain", "utf-8", null)),
        arguments("a/b; boundary=\"--Ab c\"", new MediaType("a/b", null, "--Ab c")),
        arguments("a/b; boundary=", new MediaType("a/b", null, "")),
        arguments("a/b; boundary", new MediaType("a/b", null, null)),
        arguments("a/b; charset=\"", new MediaType("a/b", "\"", null)),
        arguments(";;;", MediaType.NONE));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void readsAHeader(@Nullable String header, MediaType media) {
    assertThat(MediaType.parse(header)).isEqualTo(media);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, true",
    "text/plain;charset=UTF8, true",
    "text/plain;charset=utf-16, false"
  })
  void isUtf8UnlessTheHeaderSaysOtherwise(String header, boolean utf8) {
    assertThat(MediaType.parse(header).utf8()).isEqualTo(utf8);
  }

  @Property
  void neverFailsWhateverTheHeaderIs(@ForAll String header) {
    assertThat(MediaType.parse(header)).isNotNull();
  }
}
