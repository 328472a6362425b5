package dev.oceanus.collector.parse;

import dev.oceanus.common.schema.Field;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Values that nobody sends: how each column that isn't on the wire gets its value. */
@FunctionalInterface
interface Derived {
  /** The value of one event. */
  @Nullable Object value(Context context);

  /**
   * What such a value may depend on.
   *
   * @param site name of the site
   */
  record Context(String site, Arrival arrival, Campaign campaign) {}

  /** Format of the Python system's {@code dt}. */
  DateTimeFormatter DT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  /**
   * How this field is filled.
   *
   * @throws IllegalArgumentException if there is no rule for it: a schema that this collector does
   *     not know
   */
  static Derived of(Field field) {
    return switch (field.source().kind()) {
      case COLLECTOR -> ofCollector(field.name());
      case CONNECTION -> ofConnection(field.name());
      case USER_AGENT -> ofUserAgent(field.name());
      case PAGE_URL -> ofPageUrl(field.name());
      case WIRE, PROPERTY, LOADER -> throw unknown(field.name());
    };
  }

  private static Derived ofCollector(String name) {
    return switch (name) {
      case "site" -> Context::site;
      case "received_at" -> context -> context.arrival.receivedAt();
      case "dt" -> context -> dt(context.arrival.receivedAt());
      case "truncated" -> context -> null;
      default -> throw unknown(name);
    };
  }

  private static Derived ofConnection(String name) {
    return switch (name) {
      case "rad" -> context -> context.arrival.ip();
      case "ip" -> context -> context.arrival.ip().isEmpty() ? null : context.arrival.ip();
      case "user_agent" -> context -> context.arrival.userAgent();
      case "ua" ->
          context -> context.arrival.userAgent() == null ? "" : context.arrival.userAgent();
      case "country" -> context -> context.arrival.place().country();
      case "region" -> context -> context.arrival.place().region();
      case "city" -> context -> context.arrival.place().city();
      default -> throw unknown(name);
    };
  }

  private static Derived ofUserAgent(String name) {
    return switch (name) {
      case "device_type", "dev" -> context -> context.arrival.agent().device();
      case "browser" -> context -> context.arrival.agent().browser();
      case "os" -> context -> context.arrival.agent().os();
      case "bot" -> context -> context.arrival.agent().bot();
      default -> throw unknown(name);
    };
  }

  private static Derived ofPageUrl(String name) {
    return switch (name) {
      case "utm_source" -> context -> context.campaign.source();
      case "utm_medium" -> context -> context.campaign.medium();
      case "utm_campaign" -> context -> context.campaign.name();
      case "utm_term" -> context -> context.campaign.term();
      case "utm_content" -> context -> context.campaign.content();
      case "click_id" -> context -> context.campaign.click();
      default -> throw unknown(name);
    };
  }

  private static String dt(Instant time) {
    return DT.format(time);
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException("no rule fills the column '" + name + "'");
  }
}
