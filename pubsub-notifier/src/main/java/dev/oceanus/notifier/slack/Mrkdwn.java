package dev.oceanus.notifier.slack;

/** Slack's markup. */
final class Mrkdwn {
  private static final String ELLIPSIS = "…";
  private static final int LONGEST_ENTITY = "&amp;".length();

  private Mrkdwn() {}

  /**
   * A text of at most so many UTF-16 units, with an ellipsis where it was cut: never within a
   * character, an escape or a link.
   */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - ELLIPSIS.length();
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    int entity = text.lastIndexOf('&', end - 1);
    if (entity >= 0 && entity > end - LONGEST_ENTITY && text.indexOf(';', entity) >= end) {
      end = entity;
    }
    int link = text.lastIndexOf('<', end - 1);
    if (link > text.lastIndexOf('>', end - 1)) {
      end = link;
    }
    return text.substring(0, end) + ELLIPSIS;
  }
}
