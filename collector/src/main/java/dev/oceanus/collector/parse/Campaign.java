package dev.oceanus.collector.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.request.UrlEncoded;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the query of a page's URL says about where the visit came from. */
final class Campaign {
  /** The parameters by which advertisers know a click. */
  static final Set<String> CLICK_IDS =
      Set.of(
          "gclid",
          "gbraid",
          "wbraid",
          "dclid",
          "gad_source",
          "fbclid",
          "msclkid",
          "ttclid",
          "twclid",
          "li_fat_id",
          "yclid",
          "ldtag_cl",
          "epik",
          "sccid",
          "rdt_cid",
          "_ly_c");

  private static final Campaign NONE = new Campaign();

  private @Nullable String source;
  private @Nullable String medium;
  private @Nullable String name;
  private @Nullable String term;
  private @Nullable String content;
  private @Nullable String click;

  private Campaign() {}

  /** Reads a URL; the first of a repeated parameter counts, as it is what advertisers read. */
  static Campaign of(@Nullable String url) {
    int question = url == null ? -1 : url.indexOf('?');
    if (url == null || question < 0) {
      return NONE;
    }
    int hash = url.indexOf('#');
    if (hash >= 0 && hash < question) {
      return NONE;
    }
    String query = bytes(url.substring(question + 1, hash < 0 ? url.length() : hash));
    Campaign campaign = new Campaign();
    for (int start = 0; start < query.length(); ) {
      int end = query.indexOf('&', start);
      end = end < 0 ? query.length() : end;
      campaign.parameter(query, start, end);
      start = end + 1;
    }
    return campaign;
  }

  private void parameter(String query, int start, int end) {
    int equals = query.indexOf('=', start);
    if (equals < 0 || equals + 1 >= end) {
      return;
    }
    String key = query.substring(start, equals);
    if (key.startsWith("utm_")) {
      utm(key, UrlEncoded.decode(query, equals + 1, end));
    } else if (click == null && CLICK_IDS.contains(key)) {
      click = key + '=' + UrlEncoded.decode(query, equals + 1, end);
    }
  }

  private void utm(String key, String value) {
    switch (key) {
      case "utm_source" -> source = source == null ? value : source;
      case "utm_medium" -> medium = medium == null ? value : medium;
      case "utm_campaign" -> name = name == null ? value : name;
      case "utm_term" -> term = term == null ? value : term;
      case "utm_content" -> content = content == null ? value : content;
      default -> {}
    }
  }

  /** The text as it would be on the wire: one char a byte of its UTF-8. */
  private static String bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
      }
    }
    return text;
  }

  @Nullable String source() {
    return source;
  }

  @Nullable String medium() {
    return medium;
  }

  @Nullable String name() {
    return name;
  }

  @Nullable String term() {
    return term;
  }

  @Nullable String content() {
    return content;
  }

  /** The click id as {@code gclid=Cj0...}, or null. */
  @Nullable String click() {
    return click;
  }
}
