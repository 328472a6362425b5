package dev.oceanus.common.fail;

import dev.oceanus.common.config.Env;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens at each {@link FailPoint}: nothing, unless a test said otherwise. Thread-safe, and
 * one field read where it is off.
 */
public final class FailPoints {
  /** How long {@code hang} hangs. */
  public static final Duration HANG = Duration.ofSeconds(10);

  /** Exit code of {@code halt}, so that a harness can tell it from other deaths. */
  public static final int HALT_CODE = 86;

  private static final Logger logger = LoggerFactory.getLogger(FailPoints.class);
  private static final FailPoints NONE = new FailPoints(Map.of());

  private final boolean armed;
  private final Map<FailPoint, Armed> armedPoints;

  private FailPoints(Map<FailPoint, Armed> points) {
    this.armed = !points.isEmpty();
    this.armedPoints = armed ? new EnumMap<>(points) : Map.of();
  }

  /** Nothing ever fails. */
  public static FailPoints none() {
    return NONE;
  }

  /** Reads the setting by which a test breaks a process. */
  public static FailPoints from(Env env) {
    List<String> specs =
        env.list(
            "OCEANUS_FAIL_POINTS",
            List.of(),
            "For tests: where the process breaks, as point=halt, hang or throw, then @passage.");
    try {
      return parse(specs);
    } catch (IllegalArgumentException e) {
      env.fault(
          "OCEANUS_FAIL_POINTS", "must be point=halt|hang|throw[@n]", String.join(",", specs));
      return none();
    }
  }

  /**
   * Reads {@code point=action[@n]}: action is {@code halt}, {@code hang} or {@code throw}, and n is
   * the passage at which it acts, counted from 1, once.
   *
   * @throws IllegalArgumentException naming the part that is wrong
   */
  public static FailPoints parse(List<String> specs) {
    Map<FailPoint, Armed> points = new EnumMap<>(FailPoint.class);
    for (String spec : specs) {
      int equals = spec.indexOf('=');
      int at = spec.indexOf('@');
      String key = equals < 0 ? spec : spec.substring(0, equals);
      FailPoint point =
          FailPoint.of(key)
              .orElseThrow(() -> new IllegalArgumentException("no fail point '" + key + "'"));
      String action = spec.substring(equals + 1, at < 0 ? spec.length() : at);
      int passage = at < 0 ? 1 : Integer.parseInt(spec.substring(at + 1));
      points.put(point, new Armed(Action.of(action), new AtomicInteger(passage)));
    }
    return new FailPoints(points);
  }

  /**
   * Passes this point.
   *
   * @throws FailPointException if a test wants it to throw here
   */
  public void pass(FailPoint point) {
    if (armed) {
      act(point);
    }
  }

  private void act(FailPoint point) {
    Armed here = armedPoints.get(point);
    if (here == null || here.passagesLeft.decrementAndGet() != 0) {
      return;
    }
    logger.warn("fail point {} does {}", point.key(), here.action);
    switch (here.action) {
      case HALT -> Runtime.getRuntime().halt(HALT_CODE);
      case HANG -> hang();
      case THROW -> throw new FailPointException(point);
    }
  }

  private static void hang() {
    try {
      Thread.sleep(HANG);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private enum Action {
    HALT,
    HANG,
    THROW;

    static Action of(String name) {
      return switch (name) {
        case "halt" -> HALT;
        case "hang" -> HANG;
        case "throw" -> THROW;
        default ->
            throw new IllegalArgumentException(
                "a fail point does halt, hang or throw, found '" + name + "'");
      };
    }
  }

  private record Armed(Action action, AtomicInteger passagesLeft) {}
}
