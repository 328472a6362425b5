package dev.oceanus.notifier.watch.redis;

import dev.oceanus.common.stream.Cursors;
import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamReader;
import dev.oceanus.notifier.watch.LaneSight;
import dev.oceanus.notifier.watch.Streams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The streams of these lanes. A relay is looked at where one has been, until its cursor is
 * forgotten. Thread-safe.
 *
 * @param all lanes that a loader serves
 */
public record RedisStreams(Collection<Lane> all, StreamReader reader, Cursors cursors)
    implements Streams {
  @Override
  public List<LaneSight> lanes() {
    List<LaneSight> sights = new ArrayList<>();
    for (Lane lane : all) {
      for (Shard shard : lane.all()) {
        sights.add(sight(shard, Reader.LOADER, cursors.position(shard, Reader.LOADER)));
        EntryId relayed = cursors.position(shard, Reader.RELAY);
        if (!relayed.equals(EntryId.ZERO)) {
          sights.add(sight(shard, Reader.RELAY, relayed));
        }
      }
    }
    return sights;
  }

  private LaneSight sight(Shard shard, Reader reader, EntryId cursor) {
    List<Entry> next = this.reader.read(shard, cursor, EntryId.MAX, 1);
    return new LaneSight(
        shard,
        reader,
        cursor,
        next.isEmpty() ? null : Instant.ofEpochMilli(next.getFirst().id().millis()));
  }

  @Override
  public EntryId lastDeadLetter() {
    return reader.lastGenerated(Lane.DEAD_LETTERS.shard(0));
  }
}
