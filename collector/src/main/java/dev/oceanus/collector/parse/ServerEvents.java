package dev.oceanus.collector.parse;

import dev.oceanus.collector.address.Ip;
import dev.oceanus.collector.agent.Agent;
import dev.oceanus.collector.agent.Agents;
import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.schema.FieldType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

  private final EventReader parser;
  private final Agents agents;

  /**
   * @param parser reads what any page may send
   */
  public ServerEvents(EventReader parser, Agents agents) {
    this.parser = parser;
    this.agents = agents;
  }

  @Override
  public Parsed parse(SitePlan plan, Arrival arrival, Values values) {
    Said said = new Said();
    Values rest = Values.like(values);
    for (int i = 0; i < values.size(); i++) {
      if (!said.takes(values.name(i), values.kind(i), values.text(i))) {
        rest.add(values.name(i), values.kind(i), values.text(i));
      }
    }
    if (!values.object()) {
      return parser.parse(plan, arrival, values);
    }
    String fault = said.fault(arrival);
    if (fault != null) {
      return new Parsed.Refused(Reason.INVALID, fault, said.rule(fault), values.sent());
    }
    if (said.occurredAt != null) {
      rest = at(plan, rest, said.time());
    }
    return parser.parse(plan, said.arrival(arrival, agents), rest);
  }

  /** The same values at a time that nobody corrects. */
  private static Values at(SitePlan plan, Values values, Instant time) {
    String clock = plan.wireName(plan.schema().field(plan.occurred()));
    Values timed = Values.like(values);
    for (int i = 0; i < values.size(); i++) {
      if (!values.name(i).equals(SitePlan.SENT)) {
        timed.add(values.name(i), values.kind(i), values.text(i));
      }
    }
    long micros = Math.multiplyExact(time.getEpochSecond(), 1_000_000L) + time.getNano() / 1_000;
    timed.add(clock, Kind.NUMBER, BigDecimal.valueOf(micros, 3).toPlainString());
    return timed;
  }

  /** What only a server may say, as it was sent. */
  private static final class Said {
    private @Nullable String ip;
    private @Nullable String userAgent;
    private @Nullable String occurredAt;
    private Kind timeKind = Kind.NULL;

    /** Takes a value if it is one of these; nothing and blank ones say nothing. */
    boolean takes(String name, Kind kind, String text) {
      String said = kind == Kind.NULL || text.isBlank() ? null : text.strip();
      switch (name) {
        case IP -> ip = said;
        case USER_AGENT -> userAgent = said;
        case OCCURRED_AT -> {
          occurredAt = said;
          timeKind = kind;
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    /** The field that is wrong, or null. */
    @Nullable String fault(Arrival arrival) {
      if (ip != null && Ip.parse(ip).isEmpty()) {
        return IP;
      }
      if (occurredAt == null) {
        return null;
      }
      Object time = Conversion.convert(FieldType.TIMESTAMP, timeKind, occurredAt);
      boolean within =
          time instanceof Instant instant
              && !instant.isBefore(FIRST)
              && !instant.isAfter(arrival.receivedAt().plus(AHEAD));
      return within ? null : OCCURRED_AT;
    }

    String rule(String field) {
      return field.equals(IP)
          ? "must be an IP address"
          : "must be milliseconds since 1970, or ISO 8601 with an offset, from 2000-01-01 to a day"
              + " from now";
    }

    Instant time() {
      Object time = Conversion.convert(FieldType.TIMESTAMP, timeKind, String.valueOf(occurredAt));
      return Optional.ofNullable((Instant) time).orElseThrow();
    }

    Arrival arrival(Arrival of, Agents agents) {
      String address = ip == null ? "" : Ip.parse(ip).map(Ip::toString).orElse("");
      Agent agent = agents.of(userAgent);
      return new Arrival(
          of.receivedAt(), address, userAgent, agent, Arrival.Place.UNKNOWN, of.referrer());
    }
  }
}
