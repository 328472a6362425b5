package dev.oceanus.sqlcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads lines like those of {@code visits.txt} as rows of a site's table. */
final class Visits {
  private static final Pattern EVENT = Pattern.compile("([^{*!]+)(\\{.*})?(\\*2)?(!)?");
  private static final Duration LATE = Duration.ofSeconds(90);
  private static final Duration USUAL = Duration.ofSeconds(2);
  private static final Duration COPY = Duration.ofSeconds(3);

  private final List<Map<String, String>> rows = new ArrayList<>();

  /** The rows of the fixture, in the order in which they were received by visit. */
  static List<Map<String, String>> ofFixture() {
    try (InputStream file =
        Objects.requireNonNull(Visits.class.getResourceAsStream("visits.txt"), "visits.txt")) {
      return of(new String(file.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of some visits: values by column, of what is not null. */
  static List<Map<String, String>> of(String text) {
    Visits visits = new Visits();
    text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(visits::visit);
    return visits.rows;
  }

  private void visit(String line) {
    String[] cells = line.split("\\|", -1);
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i].strip();
    }
    Map<String, String> visitor = new LinkedHashMap<>();
    visitor.put("site", "demo");
    put(visitor, "visitor_id", cells[1]);
    put(visitor, "session_id", cells[2]);
    visitor.put("ip", "198.51.100." + cells[3]);
    agent(visitor, cells[4]);
    put(visitor, "country", cells[5]);
    new Walk(visitor, Instant.parse(cells[0].replace(' ', 'T') + ":00Z"))
        .begin(cells[6], cells[7])
        .go(cells[8].split(" "));
  }

  private static void agent(Map<String, String> row, String agent) {
    String kind = agent.replaceFirst("/.*", "");
    if (kind.startsWith("bot:")) {
      row.put("device_type", "bot");
      row.put("bot", kind.substring(4));
      return;
    }
    row.put("tag_version", agent.substring(kind.length() + 1));
    row.put("device_type", kind.equals("fox") ? "pc" : kind);
    row.put(
        "browser",
        switch (kind) {
          case "fox" -> "Firefox 145";
          case "pc" -> "Chrome 143";
          default -> "Safari 26";
        });
    row.put("os", kind.equals("pc") ? "Windows" : kind.equals("fox") ? "Linux" : "iOS");
  }

  private static void put(Map<String, String> row, String column, String value) {
    if (!value.equals("-")) {
      row.put(column, value);
    }
  }

  /** One visit as it goes on. */
  private final class Walk {
    private final Map<String, String> visitor;
    private Instant now;
    private String query = "";
    private @Nullable String referrer;
    private @Nullable String url;

    Walk(Map<String, String> visitor, Instant begin) {
      this.visitor = visitor;
      this.now = begin;
    }

    Walk begin(String from, String firstQuery) {
      referrer = from.equals("-") ? null : from;
      query = firstQuery.equals("-") ? "" : firstQuery;
      return this;
    }

    void go(String[] events) {
      for (String token : events) {
        Matcher event = EVENT.matcher(token);
        if (token.startsWith("~")) {
          now = now.plus(Duration.ofMinutes(Long.parseLong(token.substring(1)) - 1));
        } else if (event.matches()) {
          step(event);
          now = now.plus(Duration.ofMinutes(1));
        } else {
          throw new IllegalArgumentException("no event: " + token);
        }
      }
    }

    private void step(Matcher event) {
      String name = event.group(1);
      if (name.startsWith("/")) {
        referrer = url == null ? referrer : url;
        url = "https://shop.example" + name + (url == null ? query : "");
        name = "page_view";
      }
      Map<String, String> row = new LinkedHashMap<>(visitor);
      row.put("event_id", "e" + rows.size());
      row.put("event_name", name);
      row.put("page_url", String.valueOf(url));
      row.put("occurred_at", now.minus(event.group(4) == null ? USUAL : LATE).toString());
      if (referrer != null) {
        row.put("referrer", referrer);
      }
      if (event.group(2) != null) {
        row.put("properties", event.group(2));
      }
      campaign(row, String.valueOf(url));
      receive(row, now);
      if (event.group(3) != null) {
        receive(row, now.plus(COPY));
      }
    }

    private void receive(Map<String, String> event, Instant at) {
      Map<String, String> row = new LinkedHashMap<>(event);
      row.put("received_at", at.toString());
      row.put("_batch", "aa-1");
      row.put("_entry", "events_demo:0:" + at.toEpochMilli() + "-" + rows.size());
      rows.add(row);
    }
  }

  private static void campaign(Map<String, String> row, String url) {
    int mark = url.indexOf('?');
    if (mark >= 0) {
      for (String pair : url.substring(mark + 1).split("&", -1)) {
        boolean utm = pair.startsWith("utm_");
        row.put(
            utm ? pair.replaceFirst("=.*", "") : "click_id",
            utm ? pair.replaceFirst(".*=", "") : pair);
      }
    }
  }
}
