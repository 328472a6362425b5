package dev.oceanus.collector.agent;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Classifies User-Agent headers and remembers the answers. The memory has a fixed number of places;
 * a newcomer takes the place of whoever had it. Thread-safe without locks.
 */
public final class Agents {
  /** Only so much of a header is looked at and remembered. */
  static final int LOOKED_AT = 512;

  private static final int PLACES = 4096;

  private final AtomicReferenceArray<@Nullable Known> known = new AtomicReferenceArray<>(PLACES);

  private record Known(String header, Agent agent) {}

  /** What this header says; {@link Agent#UNKNOWN} without one. */
  public Agent of(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return Agent.UNKNOWN;
    }
    String looked = header.length() > LOOKED_AT ? header.substring(0, LOOKED_AT) : header;
    int hash = looked.hashCode();
    int place = (hash ^ hash >>> 12 ^ hash >>> 20) & PLACES - 1;
    Known there = known.get(place);
    if (there != null && there.header.equals(looked)) {
      return there.agent;
    }
    Agent agent = classify(looked);
    known.set(place, new Known(looked, agent));
    return agent;
  }

  private static Agent classify(String header) {
    String bot = Bots.reason(header);
    String browser = Browsers.name(header);
    String os = Systems.name(header);
    return new Agent(bot != null ? "bot" : Devices.type(header), browser, os, bot);
  }
}
