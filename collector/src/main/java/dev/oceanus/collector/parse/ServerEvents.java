package dev.oceanus.collector.parse;

import dev.oceanus.collector.address.Ip;
import dev.oceanus.collector.agent.Agents;
import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.schema.FieldType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of a server that proved who it is. It may say whom an event is about and when it
 * happened; the server's own address, agent and place are those of nobody in the table.
 * Thread-safe.
 */
public final class ServerEvents implements EventReader {
  /** Not before: seconds or microseconds in place of milliseconds are outside, and so refused. */
  static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

  /** Not so long after the request. */
  static final Duration AHEAD = Duration.ofDays(1);

  private static final String IP = "ip";
  private static final String USER_AGENT = "user_agent";
  private static final String OCCURRED_AT = "occurred_at";

  /** What only a server may say, and the rule that it must obey. */
  private static final Map<String, String> RULES =
      Map.of(
          IP, "must be an IP address",
          USER_AGENT, "must be a text",
          OCCURRED_AT,
              "must be milliseconds since 1970, or ISO 8601 with an offset, from 2000-01-01 to a"
                  + " day from now");

  private final EventReader parser;
  private final Agents agents;

  /**
   * @param parser reads what any page may send
   */
  public ServerEvents(EventReader parser, Agents agents) {
    this.parser = parser;
    this.agents = agents;
  }

  /** A value as it was sent. */
  private record Sent(Kind kind, String text) {}

  @Override
  public Parsed parse(SitePlan plan, Arrival arrival, Values values) {
    if (values.unfit() != null) {
      return parser.parse(plan, arrival, values);
    }
    Map<String, Sent> said = new LinkedHashMap<>();
    Values rest = Values.like(values);
    for (int i = 0; i < values.size(); i++) {
      if (RULES.containsKey(values.name(i))) {
        said.put(values.name(i), new Sent(values.kind(i), values.text(i).strip()));
      } else {
        rest.add(values.name(i), values.kind(i), values.text(i));
      }
    }
    said.values().removeIf(sent -> sent.kind == Kind.NULL || sent.text.isEmpty());
    for (Map.Entry<String, Sent> each : said.entrySet()) {
      if (!obeys(each.getKey(), each.getValue(), arrival)) {
        String rule = String.valueOf(RULES.get(each.getKey()));
        return new Parsed.Refused(Reason.INVALID, each.getKey(), rule, values.sent());
      }
    }
    Instant occurredAt = time(said.get(OCCURRED_AT));
    return parser.parse(
        plan, about(said, arrival), occurredAt == null ? rest : at(plan, rest, occurredAt));
  }

  private static boolean obeys(String field, Sent sent, Arrival arrival) {
    return switch (field) {
      case IP -> Ip.parse(sent.text).isPresent();
      case USER_AGENT -> sent.kind == Kind.TEXT;
      default -> {
        Instant time = time(sent);
        yield time != null
            && !time.isBefore(FIRST)
            && !time.isAfter(arrival.receivedAt().plus(AHEAD));
      }
    };
  }

  private static @Nullable Instant time(@Nullable Sent sent) {
    return sent == null
        ? null
        : (Instant) Conversion.convert(FieldType.TIMESTAMP, sent.kind, sent.text);
  }

  /** The arrival of the one whom the event is about, as far as the server says. */
  private Arrival about(Map<String, Sent> said, Arrival arrival) {
    Sent ip = said.get(IP);
    Sent agent = said.get(USER_AGENT);
    String userAgent = agent == null ? null : agent.text;
    return new Arrival(
        arrival.receivedAt(),
        ip == null ? "" : Ip.parse(ip.text).map(Ip::toString).orElse(""),
        userAgent,
        agents.of(userAgent),
        Arrival.Place.UNKNOWN,
        arrival.referrer());
  }

  /** The same values at a time that nobody corrects. */
  private static Values at(SitePlan plan, Values values, Instant time) {
    Values timed = Values.like(values);
    for (int i = 0; i < values.size(); i++) {
      if (!values.name(i).equals(SitePlan.SENT)) {
        timed.add(values.name(i), values.kind(i), values.text(i));
      }
    }
    String clock = plan.wireName(plan.schema().field(plan.occurred()));
    long micros = Math.multiplyExact(time.getEpochSecond(), 1_000_000L) + time.getNano() / 1_000;
    timed.add(clock, Kind.NUMBER, BigDecimal.valueOf(micros, 3).toPlainString());
    return timed;
  }
}
