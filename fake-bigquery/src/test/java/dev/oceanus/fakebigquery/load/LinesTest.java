package dev.oceanus.fakebigquery.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void tellsEachLineWithItsPosition() throws IOException, BadRowException {
    assertThat(read(new ByteArrayInputStream("ab\r\n\nc\nlast".getBytes(UTF_8))))
        .containsExactly("0:ab", "4:", "5:c", "7:last");
  }

  @Test
  void knowsPositionsBeyondItsBuffer() throws IOException, BadRowException {
    String long1 = "x".repeat(200_000);
    String long2 = "y".repeat(700_000);
    InputStream drops =
        new ByteArrayInputStream((long1 + "\n" + long2 + "\nz\n").getBytes(UTF_8)) {
          @Override
          public synchronized int read(byte[] buffer, int from, int length) {
            return super.read(buffer, from, Math.min(length, 1_000));
          }
        };

    assertThat(read(drops)).containsExactly("0:" + long1, "200001:" + long2, "900002:z");
  }

  private static List<String> read(InputStream in) throws IOException, BadRowException {
    Lines lines = new Lines(in);
    List<String> found = new ArrayList<>();
    while (lines.next()) {
      found.add(
          lines.position() + ":" + new String(lines.buffer(), lines.from(), lines.length(), UTF_8));
    }
    return found;
  }
}
