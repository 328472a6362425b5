package dev.oceanus.collector.click;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a URL leads as every browser understands it, or why it is not sure to. Stricter than
 * browsers are: what they mend silently is what misleads whoever compares hosts.
 */
public sealed interface Destination {
  /** Longest URL that is taken, in characters. */
  int LONGEST = 4096;

  /**
   * A page of the web.
   *
   * @param url normalised, in ASCII, and without anything that could end a header
   * @param authority host in lower case, and the port where it is not the scheme's own
   * @param path of the URL, without query
   */
  record Web(String url, String authority, String path) implements Destination {}

  /**
   * Something else.
   *
   * @param why the rule that was broken, in words of ours
   */
  record Unsure(String why) implements Destination {}

  /** Reads a URL. */
  static Destination of(String text) {
    String why = Reading.unsure(text);
    return why == null ? new Reading(text).destination() : new Unsure(why);
  }

  /** One URL that has no forbidden characters, taken apart. */
  final class Reading {
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

    private Reading(String text) {
      this.text = text;
    }

    private static @Nullable String unsure(String text) {
      if (text.isEmpty() || text.length() > LONGEST) {
        return "must have 1 to " + LONGEST + " characters";
      }
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == '\\' || c >= 0xfffd) {
          return "must have no control character or backslash";
        }
      }
      return CONTROL_ESCAPE.matcher(text).find() ? "must have no escaped control character" : null;
    }

    private Destination destination() {
      boolean secure = text.regionMatches(true, 0, HTTPS, 0, HTTPS.length());
      if (!secure && !text.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
        return new Unsure("must begin with https:// or http://");
      }
      String scheme = secure ? HTTPS : HTTP;
      int end = endOfAuthority(scheme.length());
      String authority = text.substring(scheme.length(), end);
      if (authority.indexOf('@') >= 0) {
        return new Unsure("must not name a user");
      }
      int colon = authority.indexOf(':');
      String host = colon < 0 ? authority : authority.substring(0, colon);
      if (host.length() > LONGEST_HOST || !HOST.matcher(host).matches()) {
        return new Unsure("must have a host in ASCII, as xn--... where it is written otherwise");
      }
      String port = colon < 0 ? "" : authority.substring(colon + 1);
      if (colon >= 0 && (!PORT.matcher(port).matches() || Integer.parseInt(port) > LAST_PORT)) {
        return new Unsure("must have a port from 1 to " + LAST_PORT + " where it has one");
      }
      boolean own = colon < 0 || port.equals(secure ? "443" : "80");
      String where = host.toLowerCase(Locale.ROOT) + (own ? "" : ":" + port);
      int pathEnd = endOfPath(end);
      String path = withoutDots(escaped(text.substring(end, pathEnd)));
      return new Web(scheme + where + path + escaped(text.substring(pathEnd)), where, path);
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

    /**
     * What a URL may not hold, as escapes; escapes that are there stay, a lone percent sign not.
     */
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
}
