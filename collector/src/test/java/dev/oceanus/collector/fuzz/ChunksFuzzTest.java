package dev.oceanus.collector.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.oceanus.collector.request.Chunks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/** Chunks are those of the grammar and nothing else, however the bytes arrive. */
@Tag("slow")
class ChunksFuzzTest {
  private static final Pattern SIZE_LINE =
      Pattern.compile("([0-9a-fA-F]{1,8})(?:;[\\t\\x20-\\x7e]{0,256})?\r\n");

  /** A body, and how many bytes it took. */
  private record Body(String text, int length) {}

  @FuzzTest
  void takesABodyOutOfItsChunksAsTheGrammarSays(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    Body expected = byGrammar(text);
    Body whole = decoded(bytes, bytes.length + 1, bytes.length + 1);
    Claim.same(whole, expected);
    Claim.same(decoded(bytes, 1, bytes.length + 1), expected);
    Claim.same(decoded(bytes, 3, 2), expected);
    written(text);
  }

  private static void written(String body) {
    if (!body.isEmpty()) {
      int half = body.length() / 2;
      String chunks =
          (half == 0 ? "" : chunk(body.substring(0, half)))
              + (chunk(body.substring(half)) + "0\r\n\r\n");
      byte[] bytes = (chunks + "GET").getBytes(ISO_8859_1);
      Claim.same(decoded(bytes, 7, 5), new Body(body, chunks.length()));
    }
  }

  private static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  /** What our decoder makes of it, or null if it is none or not all of one. */
  private static @Nullable Body decoded(byte[] bytes, int in, int out) {
    Chunks chunks = new Chunks();
    StringBuilder body = new StringBuilder();
    ByteBuffer all = ByteBuffer.wrap(bytes);
    try {
      while (!chunks.done() && all.hasRemaining()) {
        ByteBuffer piece = all.slice(all.position(), Math.min(in, all.remaining()));
        ByteBuffer into = ByteBuffer.allocate(out);
        chunks.decode(piece, into);
        Claim.that(piece.position() > 0 || into.position() > 0, "it goes on");
        all.position(all.position() + piece.position());
        body.append(new String(into.array(), 0, into.position(), ISO_8859_1));
      }
      return chunks.done() ? new Body(body.toString(), all.position()) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Body byGrammar(String text) {
    StringBuilder body = new StringBuilder();
    Matcher line = SIZE_LINE.matcher(text);
    for (int at = 0; line.region(at, text.length()).lookingAt(); ) {
      long size = Long.parseLong(line.group(1), 16);
      int data = line.end();
      long end = data + size;
      if (!text.startsWith("\r\n", (int) Math.min(end, text.length()))) {
        return null;
      }
      if (size == 0) {
        return new Body(body.toString(), data + 2);
      }
      body.append(text, data, (int) end);
      at = (int) end + 2;
    }
    return null;
  }
}
