package dev.oceanus.bench.load;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.oceanus.bench.sample.Beacons;
import dev.oceanus.bench.sample.Beacons.Beacon;
import java.util.List;
import java.util.stream.LongStream;

/** A kind of request that both contestants are asked. */
public enum Scenario {
  PIXEL("pixel_get", "pixel GET", 1),
  POST_ONE("post_1", "POST of 1", 1),
  POST_TWENTY("post_20", "POST of 20", 20);

  private static final int VARIANTS = 32;

  private final String key;
  private final String title;
  private final int events;

  Scenario(String key, String title, int events) {
    this.key = key;
    this.title = title;
    this.events = events;
  }

  /** As programs read it. */
  @JsonValue
  public String key() {
    return key;
  }

  /** As people read it. */
  public String title() {
    return title;
  }

  /** Events in each request. */
  public int events() {
    return events;
  }

  /** The requests that are sent in turns. */
  List<Beacon> beacons() {
    return LongStream.range(0, VARIANTS)
        .mapToObj(i -> this == PIXEL ? Beacons.pixel(i) : Beacons.post(i * events, events))
        .toList();
  }
}
