package dev.oceanus.collector.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.TestSites;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H16: a compressed body is refused before anything of it is read, so no bomb can go off. */
class H16CompressedBodyTest {
  private static final byte[] EVENT = "{\"evt\":\"e\"}".getBytes(UTF_8);

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZIP",
        "x-gzip",
        "deflate",
        "br",
        "zstd",
        "compress",
        "gzip, gzip",
        "identity, gzip",
        "gzip\r\nContent-Encoding: identity",
        "identity\r\nContent-Encoding: gzip",
        "unknown"
      })
  void refusesACompressedBody(String encoding) throws IOException {
    for (byte[] body : new byte[][] {zipped(EVENT), zipped(zipped(EVENT)), EVENT, {0x1f}}) {
      inputs.refusedAndClosed(request("/v1/events/demo", "text/plain", encoding, body), 415);
      inputs.refusedAndClosed(
          request("/v1/form/demo", "application/x-www-form-urlencoded", encoding, body), 415);
    }
  }

  @Test
  void refusesABomb() throws IOException {
    byte[] bomb = zipped(zipped(new byte[64 << 20]));
    assertThat(bomb).as("inside the limit of a body").hasSizeLessThan(256 * 1024);
    inputs.refusedAndClosed(request("/v1/events/demo", "text/plain", "gzip", bomb), 415);
  }

  @Test
  void takesABodyThatSaysItIsNotCompressed() throws IOException {
    inputs.stored(TestSites.DEMO, request("/v1/events/demo", "text/plain", "identity", EVENT));
  }

  @Test
  void refusesCompressedBytesThatDoNotSayWhatTheyAre() throws IOException {
    String body = new String(zipped(EVENT), ISO_8859_1);
    inputs.refused(BadInputs.post("/v1/events/demo", "text/plain", body), 400);
  }

  private static String request(String target, String type, String encoding, byte[] body) {
    return RawHttp.head("POST", target, "Content-Type: " + type, "Content-Encoding: " + encoding)
        + ("Content-Length: " + body.length + "\r\n\r\n")
        + new String(body, ISO_8859_1);
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }
}
