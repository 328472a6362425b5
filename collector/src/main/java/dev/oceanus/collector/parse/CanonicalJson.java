package dev.oceanus.collector.parse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as the Python system stored it: keys sorted by code point, no spaces, ASCII only. Numbers
 * stay as they were written.
 */
public final class CanonicalJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Comparator<Member> BY_CODE_POINT =
      (left, right) -> compare(left.name, right.name);

  private CanonicalJson() {}

  private record Member(String name, String value) {}

  /**
   * This JSON in that form.
   *
   * @param json one value, well-formed and not nested too deep
   */
  public static String of(String json) {
    StringBuilder out = new StringBuilder(json.length() + 16);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      value(parser, out);
    }
    return out.toString();
  }

  private static void value(JsonParser parser, StringBuilder out) {
    switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, out);
      case START_ARRAY -> array(parser, out);
      case VALUE_STRING -> JsonText.quote(parser.getString(), true, out);
      default -> out.append(parser.getString());
    }
  }

  private static void object(JsonParser parser, StringBuilder out) {
    List<Member> members = new ArrayList<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      StringBuilder value = new StringBuilder();
      value(parser, value);
      members.add(new Member(name, value.toString()));
    }
    members.sort(BY_CODE_POINT);
    char before = '{';
    for (Member member : members) {
      out.append(before);
      JsonText.quote(member.name, true, out);
      out.append(':').append(member.value);
      before = ',';
    }
    out.append(members.isEmpty() ? "{}" : "}");
  }

  private static void array(JsonParser parser, StringBuilder out) {
    char before = '[';
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      out.append(before);
      value(parser, out);
      before = ',';
    }
    out.append(before == '[' ? "[]" : "]");
  }

  private static int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      if (left.charAt(i) != right.charAt(i)) {
        return Integer.compare(left.codePointAt(i), right.codePointAt(i));
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
