package dev.oceanus.local.doctor.har;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The start tags of an HTML text with their attributes, as far as finding elements needs it: what
 * is in comments, scripts and styles is no element. Of an attribute that stands twice the first
 * counts.
 */
public final class StartTags {
  private static final Set<String> RAW = Set.of("script", "style", "textarea", "title", "noscript");

  private final String html;
  private final List<Element> elements = new ArrayList<>();
  private int at;

  private StartTags(String html) {
    this.html = html;
  }

  /**
   * An element.
   *
   * @param name in lower case
   * @param attributes names in lower case; empty values where there is none
   */
  public record Element(String name, Map<String, String> attributes) {
    public Element {
      attributes = Map.copyOf(attributes);
    }

    /** An attribute, or the empty text. */
    public String attribute(String key) {
      return attributes.getOrDefault(key, "");
    }
  }

  /** All of a text, in their order. */
  public static List<Element> of(String html) {
    StartTags reading = new StartTags(html);
    reading.read();
    return List.copyOf(reading.elements);
  }

  private void read() {
    while ((at = html.indexOf('<', at)) >= 0) {
      if (html.startsWith("<!--", at)) {
        skipBehind("-->");
      } else if (at + 1 < html.length() && Character.isLetter(html.charAt(at + 1))) {
        Element element = element();
        elements.add(element);
        if (RAW.contains(element.name)) {
          skipTo("</" + element.name);
        }
      } else {
        at++;
      }
    }
  }

  private void skipBehind(String end) {
    int found = html.indexOf(end, at);
    at = found < 0 ? html.length() : found + end.length();
  }

  private void skipTo(String end) {
    for (; at < html.length(); at++) {
      if (html.regionMatches(true, at, end, 0, end.length())) {
        return;
      }
    }
  }

  private Element element() {
    at++;
    String name = word("/>");
    Map<String, String> attributes = new LinkedHashMap<>();
    while (at < html.length() && html.charAt(at) != '>') {
      if (Character.isWhitespace(html.charAt(at)) || html.charAt(at) == '/') {
        at++;
      } else {
        attribute(attributes);
      }
    }
    at = Math.min(html.length(), at + 1);
    return new Element(name, attributes);
  }

  private void attribute(Map<String, String> attributes) {
    int begun = at;
    String name = word("=/>");
    skipSpace();
    String value = "";
    if (at < html.length() && html.charAt(at) == '=') {
      at++;
      skipSpace();
      value = value();
    }
    attributes.putIfAbsent(name, value);
    at = Math.max(at, begun + 1);
  }

  private String value() {
    char quote = at < html.length() ? html.charAt(at) : ' ';
    int begun = at;
    if (quote == '"' || quote == '\'') {
      int end = html.indexOf(quote, at + 1);
      at = end < 0 ? html.length() : end + 1;
      return unescaped(html.substring(begun + 1, end < 0 ? html.length() : end));
    }
    while (at < html.length()
        && !Character.isWhitespace(html.charAt(at))
        && html.charAt(at) != '>') {
      at++;
    }
    return unescaped(html.substring(begun, at));
  }

  private String word(String ends) {
    int begun = at;
    while (at < html.length()
        && !Character.isWhitespace(html.charAt(at))
        && ends.indexOf(html.charAt(at)) < 0) {
      at++;
    }
    return html.substring(begun, at).toLowerCase(Locale.ROOT);
  }

  private void skipSpace() {
    while (at < html.length() && Character.isWhitespace(html.charAt(at))) {
      at++;
    }
  }

  /** The references that addresses and policies are written with. */
  private static String unescaped(String text) {
    return text.replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
