package dev.oceanus.collector.parse;

import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Values;

/** A JSON object of a member of ours, and behind it what was sent. Used once, by one thread. */
final class JoinedJson {
  private final String own;
  private final StringBuilder json = new StringBuilder("{");

  /**
   * @param own name of our member; one of that name that was sent is left out
   * @param value as JSON
   */
  JoinedJson(String own, String value) {
    this.own = own;
    JsonText.quote(own, false, json);
    json.append(':').append(value);
  }

  /** Adds the members of an object. */
  JoinedJson with(Values members) {
    for (int i = 0; i < members.size(); i++) {
      if (!members.name(i).equals(own)) {
        with(members.name(i), members.kind(i), members.text(i));
      }
    }
    return this;
  }

  /** Adds a member: a text that is quoted, or anything else as it is written in JSON. */
  JoinedJson with(String name, Kind kind, String text) {
    json.append(',');
    JsonText.quote(name, false, json);
    json.append(':').append(kind == Kind.TEXT ? JsonText.quote(text) : text);
    return this;
  }

  @Override
  public String toString() {
    return json + "}";
  }
}
