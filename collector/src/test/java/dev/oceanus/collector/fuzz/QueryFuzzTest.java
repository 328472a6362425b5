package dev.oceanus.collector.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.oceanus.collector.request.CodePoints;
import dev.oceanus.collector.request.UrlEncoded;
import dev.oceanus.collector.request.Values;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/**
 * A query is decoded as the JDK decodes it, within our limit, and comes back when it is written.
 */
@Tag("slow")
class QueryFuzzTest {
  private static final int MOST = 20;
  private static final HexFormat HEX = HexFormat.of();

  @FuzzTest
  void readsAQueryAsTheJdkDoes(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    List<String> pairs =
        Arrays.stream(text.split("&", -1)).filter(pair -> !pair.isEmpty()).toList();
    Optional<Values> read = UrlEncoded.read(text, MOST);
    Claim.same(read.isEmpty(), pairs.size() > MOST);
    read.ifPresent(values -> same(values, pairs));
  }

  private static void same(Values values, List<String> pairs) {
    List<String> named = pairs.stream().filter(pair -> !pair.startsWith("=")).toList();
    Claim.same(values.size(), named.size());
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      String[] pair = named.get(i).split("=", 2);
      Claim.same(values.name(i), decoded(pair[0]));
      Claim.same(values.text(i), pair.length == 1 ? "" : decoded(pair[1]));
      Claim.same(CodePoints.wellFormed(values.text(i)), values.text(i));
      written.append('&').append(URLEncoder.encode(values.name(i), UTF_8)).append('=');
      written.append(URLEncoder.encode(values.text(i), UTF_8));
    }
    comesBack(values, UrlEncoded.read(written.toString(), MOST).orElseThrow());
  }

  private static void comesBack(Values values, Values again) {
    Claim.same(again.size(), values.size());
    for (int i = 0; i < values.size(); i++) {
      Claim.same(again.name(i), values.name(i));
      Claim.same(again.text(i), values.text(i));
    }
  }

  /** As the JDK decodes it, which wants every byte and every lone percent sign escaped. */
  private static String decoded(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lone = c == '%' && !isEscape(text, i);
      if (c >= 0x80 || lone) {
        escaped.append('%').append(HEX.toHexDigits((byte) c));
      } else {
        escaped.append(c);
      }
    }
    return URLDecoder.decode(escaped.toString(), UTF_8);
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0;
  }
}
