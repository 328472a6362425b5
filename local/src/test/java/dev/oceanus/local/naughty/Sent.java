package dev.oceanus.local.naughty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.oceanus.testkit.input.Blns;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An event as it is sent.
 *
 * @param key column by whose value its row is found
 * @param id that value
 * @param values by their names on the wire, {@code jsn} as JSON
 * @param nested whether {@code jsn} is sent as the JSON that it is, where the event is JSON itself
 * @param headers one char a byte
 */
record Sent(
    Way way,
    String key,
    String id,
    Map<String, String> values,
    boolean nested,
    List<String> headers) {
  /** The values as they are written, which is what a refusal keeps. */
  String written() {
    return switch (way.form()) {
      case JSON ->
          values.entrySet().stream()
              .map(each -> Blns.json(each.getKey()) + ":" + json(each))
              .collect(Collectors.joining(",", "{", "}"));
      case QUERY, FIELDS ->
          values.entrySet().stream()
              .map(each -> Blns.escaped(each.getKey()) + "=" + Blns.escaped(each.getValue()))
              .collect(Collectors.joining("&"));
    };
  }

  private String json(Map.Entry<String, String> member) {
    boolean whole = nested && member.getKey().equals("jsn");
    return whole ? member.getValue() : Blns.json(member.getValue());
  }

  /** A request with these events, which are of one way and, unless it takes JSON, one. */
  static byte[] request(List<Sent> events) {
    Sent first = events.getFirst();
    String target = first.way.route() + "/" + first.way.siteName();
    String written = events.stream().map(Sent::written).collect(Collectors.joining(","));
    String headers =
        first.headers.stream().map(each -> each + "\r\n").collect(Collectors.joining());
    String request =
        switch (first.way.form()) {
          case QUERY ->
              "GET " + target + "?" + written + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
          case FIELDS -> post(target, headers, "application/x-www-form-urlencoded", written);
          case JSON -> post(target, headers, "application/json", Blns.raw("[" + written + "]"));
        };
    return request.getBytes(ISO_8859_1);
  }

  private static String post(String target, String headers, String type, String body) {
    return "POST %s HTTP/1.1\r\nHost: x\r\n%sAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(target, headers, Way.KEY, type, body.length(), body);
  }
}
