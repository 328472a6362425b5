package dev.oceanus.collector.click;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One URL that has no forbidden characters, taken apart by rules of ours: it is either what every
 * browser makes of it, or not taken at all. Used once, by one thread.
 */
final class UrlReading {
  private static final String HTTPS = "https://";
  private static final String HTTP = "http://";
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern HOST = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");
  private static final int LONGEST_HOST = 253;
  private static final int LAST_PORT = 65_535;
  private static final String PLAIN = "-._~!$&'()*+,;=:@/?";
  private static final Pattern CONTROL_ESCAPE = Pattern.compile("%([01][0-9A-Fa-f]|7[Ff])");

  private final String text;

  UrlReading(String text) {
    this.text = text;
  }

  /** What is wrong with its characters, or null. */
  static @Nullable String unsure(String text) {
    if (text.isEmpty() || text.length() > Destination.LONGEST) {
      return "must have 1 to " + Destination.LONGEST + " characters";
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == '\\' || c >= 0xfffd) {
        return "must have no control character or backslash";
      }
    }
    return CONTROL_ESCAPE.matcher(text).find() ? "must have no escaped control character" : null;
  }

  /** Where it leads. */
  Destination destination() {
    boolean secure = text.regionMatches(true, 0, HTTPS, 0, HTTPS.length());
    if (!secure && !text.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
      return new Destination.Unsure("must begin with https:// or http://");
    }
    String scheme = secure ? HTTPS : HTTP;
    int end = endOfAuthority(scheme.length());
    String authority = text.substring(scheme.length(), end);
    if (authority.indexOf('@') >= 0) {
      return new Destination.Unsure("must not name a user");
    }
    int colon = authority.indexOf(':');
    String host = colon < 0 ? authority : authority.substring(0, colon);
    if (host.length() > LONGEST_HOST || !HOST.matcher(host).matches()) {
      return new Destination.Unsure(
          "must have a host in ASCII, as xn--... where it is written otherwise");
    }
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    if (colon >= 0 && (!PORT.matcher(port).matches() || Integer.parseInt(port) > LAST_PORT)) {
      return new Destination.Unsure(
          "must have a port from 1 to " + LAST_PORT + " where it has one");
    }
    boolean own = colon < 0 || port.equals(secure ? "443" : "80");
    String where = host.toLowerCase(Locale.ROOT) + (own ? "" : ":" + port);
    int pathEnd = endOfPath(end);
    String path = withoutDots(escaped(text.substring(end, pathEnd)));
    return new Destination.Web(
        scheme + where + path + escaped(text.substring(pathEnd)), where, path);
  }

  private int endOfAuthority(int from) {
    int end = from;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private int endOfPath(int from) {
    int end = from;
    while (end < text.length() && "?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** What a URL may not hold, as escapes; escapes that are there stay, a lone percent sign not. */
  private static String escaped(String part) {
    StringBuilder escaped = new StringBuilder(part.length() + 16);
    boolean fragment = false;
    for (byte b : part.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c < 0x80 && Character.isLetterOrDigit(c)) || PLAIN.indexOf(c) >= 0 || c == '%';
      if (plain || (c == '#' && !fragment)) {
        fragment |= c == '#';
        escaped.append(c);
      } else {
        escaped.append('%').append("%02X".formatted((int) c));
      }
    }
    return escapedPercents(escaped);
  }

  private static String escapedPercents(StringBuilder text) {
    for (int i = text.indexOf("%"); i >= 0; i = text.indexOf("%", i + 1)) {
      boolean escape =
          i + 2 < text.length()
              && Character.digit(text.charAt(i + 1), 16) >= 0
              && Character.digit(text.charAt(i + 2), 16) >= 0;
      if (!escape) {
        text.insert(i + 1, "25");
      }
    }
    return text.toString();
  }

  /** The path as browsers ask for it: {@code .} and {@code ..} resolved, escaped ones too. */
  private static String withoutDots(String path) {
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.split("/", -1);
    for (int i = 1; i < segments.length; i++) {
      String plain = segments[i].replaceAll("(?i)%2e", ".");
      boolean dots = plain.equals(".") || plain.equals("..");
      if (plain.equals("..")) {
        kept.pollLast();
      }
      if (!dots) {
        kept.addLast(segments[i]);
      } else if (i == segments.length - 1) {
        kept.addLast("");
      }
    }
    return "/" + String.join("/", kept);
  }
}
