package dev.oceanus.collector.relay;

import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.Shard;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads of an entry what its message says besides the event itself. Columns that it does not know
 * are no fault: a newer collector may have written them. Thread-safe.
 */
final class EntryReading {
  private static final int MAX_DEPTH = 64;

  private final LiveLane lane;
  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  EntryReading(LiveLane lane) {
    this.lane = lane;
  }

  /** What becomes of an entry. */
  sealed interface Result {
    /** It is published. */
    record Live(LiveEvent event) implements Result {}

    /** It is passed over, since nobody wants its site's events. */
    record NotLive() implements Result {}

    /** It is passed over, since it is no event; the loader makes it a dead letter. */
    record Unreadable() implements Result {}
  }

  Result read(Shard shard, Entry entry) {
    try (JsonParser in = json.createParser(ObjectReadContext.empty(), entry.event())) {
      Texts texts = in.nextToken() == JsonToken.START_OBJECT ? texts(in) : null;
      if (texts == null || in.nextToken() != null) {
        return new Result.Unreadable();
      }
      return result(texts, shard, entry);
    } catch (JacksonException e) {
      return new Result.Unreadable();
    }
  }

  private record Texts(@Nullable String site, @Nullable String name, @Nullable String id) {}

  private Texts texts(JsonParser in) {
    String site = null;
    String name = null;
    String id = null;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = in.currentName();
      if (in.nextToken() != JsonToken.VALUE_STRING) {
        in.skipChildren();
      } else if (key.equals(lane.names().site())) {
        site = in.getString();
      } else if (key.equals(lane.names().name())) {
        name = in.getString();
      } else if (key.equals(lane.names().id())) {
        id = in.getString();
      }
    }
    return new Texts(site, name, id);
  }

  private Result result(Texts texts, Shard shard, Entry entry) {
    LiveLane.Names names = lane.names();
    boolean lacks =
        (names.site() != null && texts.site == null)
            || (names.name() != null && texts.name == null)
            || (names.id() != null && (texts.id == null || texts.id.isEmpty()));
    if (lacks) {
      return new Result.Unreadable();
    }
    if (texts.site != null && !lane.live().contains(texts.site)) {
      return new Result.NotLive();
    }
    return new Result.Live(
        new LiveEvent(
            texts.site == null ? lane.site() : texts.site,
            texts.name == null ? "" : texts.name,
            texts.id == null ? shard + "/" + entry.id() : texts.id,
            entry.event()));
  }
}
