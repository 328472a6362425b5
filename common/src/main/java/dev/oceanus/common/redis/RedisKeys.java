package dev.oceanus.common.redis;

import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import java.time.LocalDate;

/**
 * Names of all keys. Those of one shard share a hash tag, and so do those of one lane, so that
 * every script finds its keys on one node of a cluster.
 */
public final class RedisKeys {
  private RedisKeys() {}

  /** The stream. */
  public static String events(Shard shard) {
    return shardKey(shard, "events");
  }

  /** Hash of producer to {@code sequence@milliseconds}: the last seen, and when. */
  public static String producers(Shard shard) {
    return shardKey(shard, "producers");
  }

  /** Id of the last entry that a reader has finished. */
  public static String cursor(Shard shard, Reader reader) {
    return shardKey(shard, "cursor:" + reader.key());
  }

  /** Highest fence of a reader that wrote to this shard. */
  public static String fence(Shard shard, Reader reader) {
    return shardKey(shard, "fence:" + reader.key());
  }

  /** Epoch of the shard's data. */
  public static String epoch(Shard shard) {
    return shardKey(shard, "epoch");
  }

  /** Hash of owner and fence; expires. */
  public static String lease(String lane, Reader reader) {
    return laneKey(lane, "lease:" + reader.key());
  }

  /** Highest fence ever given for a lane's reader. */
  public static String fence(String lane, Reader reader) {
    return laneKey(lane, "fence:" + reader.key());
  }

  /** The loader's seal. */
  public static String seal(String lane) {
    return laneKey(lane, "seal");
  }

  /** Salt of the visitors' ids of a day, as hexadecimal digits; expires when the day is over. */
  public static String dailySalt(LocalDate day) {
    return laneKey("visitor-salt", day.toString());
  }

  /** Hash of life to what it said last, as JSON. */
  public static String lives() {
    return laneKey("lives", "said");
  }

  /** Hash of life to when it was seen, in milliseconds by Redis' clock. */
  public static String livesSeen() {
    return laneKey("lives", "seen");
  }

  private static String shardKey(Shard shard, String name) {
    return "oc:{" + shard + "}:" + name;
  }

  private static String laneKey(String lane, String name) {
    return "oc:{" + lane + "}:" + name;
  }
}
