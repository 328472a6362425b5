package dev.oceanus.bench.sample;

import static dev.oceanus.bench.sample.Visit.encoded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Requests as a browser with our tag makes them on a Japanese shop. */
public final class Beacons {
  /** Name of the site that they are for. */
  public static final String SITE = "shop";

  /** Table of that site. */
  public static final String TABLE = "events_shop";

  /** The catalogue with that site. */
  public static final String CATALOGUE =
      """
      sites:
        %s:
          table: %s
          origins: ["https://shop.example"]
      """
          .formatted(SITE, TABLE);

  private Beacons() {}

  /**
   * One request.
   *
   * @param method of HTTP
   * @param target path and query, encoded
   * @param headers all but Host
   * @param body empty for none
   */
  public record Beacon(String method, String target, Map<String, String> headers, String body) {
    public Beacon {
      headers = new LinkedHashMap<>(headers);
    }
  }

  /** One event as the query of a picture. */
  public static Beacon pixel(long number) {
    Visit visit = Visit.of(number);
    String query =
        visit.wire().entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    String target =
        "/v1/pixel/" + SITE + "?" + query + "&jsn=" + encoded(visit.view().properties());
    Map<String, String> headers = headers(visit);
    headers.put("Accept", "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8");
    headers.put("Sec-Fetch-Dest", "image");
    return new Beacon("GET", target, headers, "");
  }

  /** Some events as sendBeacon posts them; one alone is no array. */
  public static Beacon post(long number, int events) {
    String json =
        LongStream.range(number, number + events)
            .mapToObj(each -> json(Visit.of(each)))
            .collect(Collectors.joining(","));
    return post(number, events == 1 ? json : "[" + json + "]");
  }

  /**
   * One event with a name and properties of its own, as sendBeacon posts it.
   *
   * @param properties as JSON
   */
  public static Beacon post(long number, String event, String properties) {
    return post(number, json(Visit.of(number).with(event, properties)));
  }

  /** The {@code event_id} of the event of this number. */
  public static String eventId(long number) {
    return Visit.of(number).eventId();
  }

  private static Beacon post(long number, String body) {
    Map<String, String> headers = headers(Visit.of(number));
    headers.put("Accept", "*/*");
    headers.put("Content-Type", "text/plain;charset=UTF-8");
    headers.put("Origin", "https://shop.example");
    headers.put("Sec-Fetch-Dest", "empty");
    return new Beacon("POST", "/v1/events/" + SITE, headers, body);
  }

  private static String json(Visit visit) {
    List<String> fields = new ArrayList<>();
    visit.wire().forEach((name, value) -> fields.add("\"%s\":\"%s\"".formatted(name, value)));
    fields.add("\"properties\":" + visit.view().properties());
    return "{" + String.join(",", fields) + "}";
  }

  private static Map<String, String> headers(Visit visit) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", visit.browser().userAgent());
    List<String> hints = visit.browser().hints();
    if (!hints.isEmpty()) {
      headers.put("sec-ch-ua", hints.get(0));
      headers.put("sec-ch-ua-mobile", hints.get(1));
      headers.put("sec-ch-ua-platform", hints.get(2));
    }
    headers.put("Accept-Language", "ja,en-US;q=0.9,en;q=0.8");
    headers.put("Accept-Encoding", "gzip, deflate, br, zstd");
    headers.put("Referer", "https://shop.example/");
    headers.put("Sec-Fetch-Site", "cross-site");
    headers.put("Sec-Fetch-Mode", "no-cors");
    return headers;
  }
}
