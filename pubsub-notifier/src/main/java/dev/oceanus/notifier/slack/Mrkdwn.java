package dev.oceanus.notifier.slack;

import static java.util.regex.Matcher.quoteReplacement;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Slack's markup, which is cut and split without breaking it. */
final class Mrkdwn {
  private static final String ELLIPSIS = "…";
  private static final int LONGEST_ENTITY = "&amp;".length();
  private static final Pattern MARK = Pattern.compile("<[^<>]+>");

  private Mrkdwn() {}

  /**
   * A text of at most so many UTF-16 units, with an ellipsis where it was cut: never within a
   * character, an escape or a link.
   */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    return text.substring(0, end(text, longest - ELLIPSIS.length())) + ELLIPSIS;
  }

  /**
   * The text in parts of at most so many UTF-16 units, at ends of lines where there are any. A link
   * that is longer than a part is left out.
   */
  static List<String> parts(String text, int longest) {
    String rest =
        MARK.matcher(text)
            .replaceAll(
                mark ->
                    mark.group().length() > longest ? ELLIPSIS : quoteReplacement(mark.group()));
    List<String> parts = new ArrayList<>();
    while (rest.length() > longest) {
      int line = rest.lastIndexOf('\n', longest - 1) + 1;
      int end = end(rest, line > longest / 2 ? line : longest);
      if (end == 0) {
        end = whole(rest, longest); // an angle bracket that is never closed is no link
      }
      parts.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    if (!rest.isEmpty()) {
      parts.add(rest);
    }
    return parts;
  }

  /** The last place up to this one where the text may end. */
  private static int end(String text, int atMost) {
    int end = whole(text, atMost);
    int entity = text.lastIndexOf('&', end - 1);
    if (entity >= 0 && entity > end - LONGEST_ENTITY && text.indexOf(';', entity) >= end) {
      end = entity;
    }
    int link = text.lastIndexOf('<', end - 1);
    return link > text.lastIndexOf('>', end - 1) ? link : end;
  }

  private static int whole(String text, int end) {
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }
}
