package dev.oceanus.notifier.text;

/** Where a template's text ends up, and so how values of events are written in it. */
public enum Place {
  /** A message in Slack's markup: a value makes no link, mention or markup of angle brackets. */
  MRKDWN,
  /** Plain text of some lines, as of a mail or a terminal. */
  PLAIN,
  /** One line of plain text, as a mail's subject. */
  LINE,
  /** HTML, between tags or in a quoted attribute. */
  HTML,
  /** Inside a string of JSON. */
  JSON,
  /** A cell of a sheet, which is entered as it is. */
  CELL;

  /** A value as it is written here. */
  public String escape(String value) {
    return switch (this) {
      case MRKDWN -> mrkdwn(plain(value, true));
      case PLAIN -> plain(value, true);
      case LINE -> plain(value, false);
      case HTML -> html(plain(value, true));
      case JSON -> json(value);
      case CELL -> value;
    };
  }

  private static String mrkdwn(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String html(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Without what moves a cursor, turns the direction of writing or begins a line unasked. */
  private static String plain(String value, boolean lines) {
    StringBuilder text = null;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      char written = isHidden(c) && !(lines && c == '\n') ? ' ' : c;
      if (written != c && text == null) {
        text = new StringBuilder(value);
      }
      if (text != null) {
        text.setCharAt(i, written);
      }
    }
    return text == null ? value : text.toString();
  }

  private static boolean isHidden(char c) {
    return c < ' '
        || (c >= 0x7f && c < 0xa0)
        || c == 0x2028
        || c == 0x2029
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static String json(String value) {
    StringBuilder text = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        default -> {
          if (isHidden(c) || c == '<' || (Character.isSurrogate(c) && isAlone(value, i))) {
            text.append("\\u%04x".formatted((int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    return text.toString();
  }

  private static boolean isAlone(String value, int i) {
    return Character.isHighSurrogate(value.charAt(i))
        ? i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(value.charAt(i - 1));
  }
}
