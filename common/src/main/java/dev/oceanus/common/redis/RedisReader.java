package dev.oceanus.common.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamReader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/** Reads streams by XRANGE. Thread-safe. */
public final class RedisReader implements StreamReader {
  private static final byte[] EVENT_FIELD = {'e'};
  private static final RedisScript LAST =
      new RedisScript(RedisScript.IDS, "return last_generated(KEYS[1])");

  private final UnifiedJedis redis;

  public RedisReader(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public List<Entry> read(Shard shard, EntryId after, EntryId upTo, int limit) {
    byte[] key = RedisKeys.events(shard).getBytes(UTF_8);
    byte[] from = ("(" + after).getBytes(UTF_8);
    byte[] to = upTo.toString().getBytes(UTF_8);
    List<Object> raw =
        RedisFailure.during("reading " + shard, () -> redis.xrange(key, from, to, limit));
    List<Entry> entries = new ArrayList<>(raw.size());
    for (Object each : raw) {
      List<?> pair = (List<?>) each;
      entries.add(
          new Entry(
              EntryId.parse(new String((byte[]) pair.get(0), UTF_8)),
              event((List<?>) pair.get(1))));
    }
    return entries;
  }

  /**
   * The value of the one field {@code e}; of a foreign entry, all it holds, so that none is lost.
   */
  private static byte[] event(List<?> fields) {
    if (fields.size() == 2 && Arrays.equals((byte[]) fields.get(0), EVENT_FIELD)) {
      return (byte[]) fields.get(1);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object field : fields) {
      all.writeBytes((byte[]) field);
      all.write('\n');
    }
    return all.toByteArray();
  }

  @Override
  public EntryId lastGenerated(Shard shard) {
    Object id =
        RedisFailure.during(
            "asking for the last id of " + shard,
            () -> LAST.run(redis, List.of(RedisKeys.events(shard)), List.of()));
    return EntryId.parse(new String((byte[]) id, UTF_8));
  }

  @Override
  public long length(Shard shard) {
    return RedisFailure.during(
        "asking for the length of " + shard, () -> redis.xlen(RedisKeys.events(shard)));
  }
}
