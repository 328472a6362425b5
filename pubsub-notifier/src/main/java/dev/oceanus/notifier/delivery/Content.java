package dev.oceanus.notifier.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a notice says. Whatever came from an event is escaped for its place already. */
public sealed interface Content {
  /** The kinds of content, each with the targets that take it. */
  enum Kind {
    /** Slack and terminals. */
    TEXT,
    /** E-mail. */
    MAIL,
    /** Webhooks. */
    BODY,
    /** Spreadsheets. */
    ROW
  }

  /** Which kind it is. */
  Kind kind();

  /**
   * A text.
   *
   * @param text in the markup of its target: mrkdwn for Slack, plain for a terminal
   */
  record Text(String text) implements Content {
    @Override
    public Kind kind() {
      return Kind.TEXT;
    }
  }

  /**
   * A mail to the target's recipients.
   *
   * @param subject one line of plain text; what breaks lines is refused by the target
   * @param text the plain form
   * @param html the HTML form, or null for a mail without one
   */
  record Mail(String subject, String text, @Nullable String html) implements Content {
    @Override
    public Kind kind() {
      return Kind.MAIL;
    }
  }

  /**
   * What is posted to a webhook.
   *
   * @param json one JSON value
   */
  record Body(String json) implements Content {
    @Override
    public Kind kind() {
      return Kind.BODY;
    }
  }

  /**
   * A row of a spreadsheet.
   *
   * @param tab name of the sheet's tab, made on demand
   * @param header names of the columns, written when the tab is made
   * @param cells as many as the header has, each entered as it is, never as a formula
   */
  record Row(String tab, List<String> header, List<String> cells) implements Content {
    public Row {
      header = List.copyOf(header);
      cells = List.copyOf(cells);
      if (header.size() != cells.size()) {
        throw new IllegalArgumentException(
            "a row of " + cells.size() + " cells under " + header.size() + " columns");
      }
    }

    @Override
    public Kind kind() {
      return Kind.ROW;
    }
  }
}
