package dev.oceanus.bench.rules;

import dev.oceanus.bench.sample.Beacons;
import dev.oceanus.bench.sample.Beacons.Beacon;
import dev.oceanus.bench.sample.StoredEvents;
import dev.oceanus.common.bus.LiveEvent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What happens on the shop, event by event: of a hundred, ninety are pages that no rule tells of,
 * and ten are told.
 */
public enum Happening {
  /** A large order. */
  PURCHASE("\"total\":128700,\"currency\":\"JPY\""),
  /** A question. */
  CONTACT("\"form\":\"question\""),
  /** Someone new, with a plan. */
  SIGNUP("\"plan\":\"pro\"");

  /** After so many events all begins again. */
  static final int CYCLE = 100;

  private static final StoredEvents STORED = new StoredEvents();

  private final String properties;

  Happening(String properties) {
    this.properties = properties;
  }

  /** What happens with the event of this number; null if no rule is to tell of it. */
  public static @Nullable Happening of(long number) {
    return switch ((int) (number % CYCLE)) {
      case 7, 32, 57, 82 -> PURCHASE;
      case 12, 45, 78 -> CONTACT;
      case 20, 53, 87 -> SIGNUP;
      default -> null;
    };
  }

  /** The rules that tell of it. */
  public List<String> rules() {
    return switch (this) {
      case PURCHASE -> List.of("purchase", "big-order", "big-in-yen");
      case CONTACT -> List.of("contact");
      case SIGNUP -> List.of("signup", "pro");
    };
  }

  /**
   * The request that brings the event of this number.
   *
   * @param sent what messages show as its time
   */
  public static Beacon beacon(long number, long sent) {
    Happening happening = of(number);
    return happening == null
        ? Beacons.post(number, 1)
        : Beacons.post(number, happening.event(), happening.json(sent));
  }

  /** The event of this number as it comes from the bus. */
  static LiveEvent live(long number) {
    Happening happening = of(number);
    byte[] json =
        happening == null
            ? STORED.json(number)
            : STORED.json(number, happening.event(), happening.json(0));
    return new LiveEvent(
        Beacons.SITE, happening == null ? "page_view" : happening.event(), "e" + number, json);
  }

  private String event() {
    return name().toLowerCase(Locale.ROOT);
  }

  private String json(long sent) {
    return "{%s,\"sent\":%d}".formatted(properties, sent);
  }
}
