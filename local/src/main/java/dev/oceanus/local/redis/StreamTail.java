package dev.oceanus.local.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.config.Secret;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisFailure;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.redis.RedisScript;
import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Shard;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XReadParams;

/**
 * Reads what is added to streams from now on, beside the loader and without holding it up. The
 * loader removes what it has committed; entries that were gone before they were read are counted,
 * where Redis counts what was added (from 7.0 on). Not thread-safe.
 */
public final class StreamTail implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int BLOCK_MILLIS = 1_000;
  private static final int CHUNK = 500;

  /** The last id, how many were ever added (-1 unknown), and entries behind an id. */
  private static final RedisScript LOOK =
      new RedisScript(
          """
          local last, added = '0-0', 0
          if redis.call('EXISTS', KEYS[1]) == 1 then
            local info = redis.call('XINFO', 'STREAM', KEYS[1])
            added = -1
            for i = 1, #info, 2 do
              if info[i] == 'last-generated-id' then last = info[i + 1] end
              if info[i] == 'entries-added' then added = info[i + 1] end
            end
          end
          local found = {}
          if ARGV[1] ~= '' then
            found = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])
          end
          return {last, added, found}
          """);

  private final UnifiedJedis redis;
  private final Map<Shard, Place> places = new LinkedHashMap<>();

  /** How far a stream was read. */
  private record Place(EntryId at, long added) {}

  /** Who is told. */
  public interface Listener {
    /** An entry was added. */
    void entry(Shard shard, Entry entry);

    /** So many were added and removed before they could be read. */
    void missed(Shard shard, long entries);
  }

  /** A tail of these streams, by the Redis at this port of 127.0.0.1. */
  public StreamTail(int port, List<Shard> shards) {
    this.redis =
        RedisClients.standalone(
            URI.create("redis://127.0.0.1:" + port), (@Nullable Secret) null, TIMEOUT);
    for (Shard shard : shards) {
      Answer now = look(shard, null);
      places.put(shard, new Place(now.last, now.added));
    }
  }

  /**
   * Waits for entries, at most a second, and tells of those that came.
   *
   * @throws dev.oceanus.common.stream.StreamUnavailableException if Redis cannot be asked now
   */
  public void next(Listener listener) {
    Map<String, StreamEntryID> from = new HashMap<>();
    places.forEach(
        (shard, place) ->
            from.put(RedisKeys.events(shard), new StreamEntryID(place.at.toString())));
    XReadParams waiting = XReadParams.xReadParams().block(BLOCK_MILLIS).count(1);
    RedisFailure.during("waiting for events", () -> "" + redis.xread(waiting, from));
    places.replaceAll((shard, place) -> readOn(shard, place, listener));
  }

  private Place readOn(Shard shard, Place from, Listener listener) {
    EntryId at = from.at;
    long seen = 0;
    while (true) {
      Answer answer = look(shard, at);
      for (Entry entry : answer.entries) {
        listener.entry(shard, entry);
        at = entry.id();
      }
      seen += answer.entries.size();
      if (answer.entries.size() == CHUNK) {
        continue;
      }
      long missed = answer.added - from.added - seen;
      if (from.added >= 0 && answer.added >= 0 && missed > 0) {
        listener.missed(shard, missed);
      }
      EntryId end = answer.last.compareTo(at) > 0 ? answer.last : at;
      return new Place(end, answer.added);
    }
  }

  private record Answer(EntryId last, long added, List<Entry> entries) {}

  private Answer look(Shard shard, @Nullable EntryId after) {
    List<String> arguments =
        List.of(after == null ? "" : after.toString(), Integer.toString(CHUNK));
    List<?> answer =
        (List<?>)
            RedisFailure.during(
                "reading " + shard,
                () -> LOOK.run(redis, List.of(RedisKeys.events(shard)), arguments));
    List<?> found = (List<?>) answer.get(2);
    return new Answer(
        id(answer.get(0)), (Long) answer.get(1), found.stream().map(StreamTail::entry).toList());
  }

  private static Entry entry(Object raw) {
    List<?> pair = (List<?>) raw;
    List<?> fields = (List<?>) pair.get(1);
    return new Entry(id(pair.get(0)), (byte[]) fields.get(1));
  }

  private static EntryId id(Object raw) {
    return EntryId.parse(new String((byte[]) raw, UTF_8));
  }

  @Override
  public void close() {
    redis.close();
  }
}
