package dev.oceanus.notifier.rules;

import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.text.Place;

/** What a target takes, and how texts are written for it. */
public enum Takes {
  /** Texts in Slack's markup. */
  MRKDWN(Content.Kind.TEXT),
  /** Plain texts, as a terminal. */
  PLAIN(Content.Kind.TEXT),
  /** Mails. */
  MAIL(Content.Kind.MAIL),
  /** Bodies of JSON. */
  BODY(Content.Kind.BODY),
  /** Rows of a sheet. */
  ROW(Content.Kind.ROW);

  private final Content.Kind kind;

  Takes(Content.Kind kind) {
    this.kind = kind;
  }

  /** The kind of its contents. */
  public Content.Kind kind() {
    return kind;
  }

  /** Any text, as it is written for it where values of events are. */
  public String written(String text) {
    return place().escape(text);
  }

  /** How {@code text} is written for it. */
  Place place() {
    return this == MRKDWN ? Place.MRKDWN : Place.PLAIN;
  }
}
