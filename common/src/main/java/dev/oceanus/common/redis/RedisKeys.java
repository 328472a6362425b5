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

  /** What the watch remembers, as JSON. */
  public static String watchbook() {
    return notifierKey("watch");
  }

  /** Mark of an event that a rule has acted on; expires. */
  public static String noticeMark(String rule, String event) {
    return notifierKey("mark:" + rule + ":" + event);
  }

  /** How often a rule has acted in a window; expires with it. */
  public static String noticeThrottle(String rule, String key) {
    return notifierKey("throttle:" + rule + ":" + key);
  }

  /** Sorted set of rules that gather a digest, by the time of its end. */
  public static String digests() {
    return notifierKey("digests");
  }

  /** Sorted set of rules whose digest is closed and not sent, by the time of its end. */
  public static String closedDigests() {
    return notifierKey("digests:closed");
  }

  /** Hash of a digest that is being gathered. */
  public static String digest(String rule) {
    return notifierKey("digest:" + rule);
  }

  /** Samples of a digest that is being gathered. */
  public static String digestSamples(String rule) {
    return notifierKey("samples:" + rule);
  }

  /** Hash of a digest that is closed. */
  public static String closedDigest(String rule) {
    return notifierKey("closed:" + rule);
  }

  /** Samples of a digest that is closed. */
  public static String closedDigestSamples(String rule) {
    return notifierKey("closed-samples:" + rule);
  }

  /** Sorted set of the notices of a target, by the time when they are due. */
  public static String noticeQueue(String target) {
    return notifierKey("queue:" + target);
  }

  /** Hash of the notices of a target, by their ids. */
  public static String notices(String target) {
    return notifierKey("notices:" + target);
  }

  /** Hash of how often the delivery of a notice was begun. */
  public static String noticeTries(String target) {
    return notifierKey("tries:" + target);
  }

  /** Highest fence that wrote to a target's queue. */
  public static String noticeFence(String target) {
    return notifierKey("fence:" + target);
  }

  /** Sorted set of the dead notices, by the time when they were given up. */
  public static String deadNotices() {
    return notifierKey("dead");
  }

  /** Hash of the dead notices, by their ids. */
  public static String deadNoticeBodies() {
    return notifierKey("dead:notices");
  }

  /** Sorted set of a visitor's last pages, by their times; expires. */
  public static String story(String visitor) {
    return laneKey("story:" + visitor, "pages");
  }

  private static String notifierKey(String name) {
    return laneKey("notify", name);
  }

  private static String shardKey(Shard shard, String name) {
    return "oc:{" + shard + "}:" + name;
  }

  private static String laneKey(String lane, String name) {
    return "oc:{" + lane + "}:" + name;
  }
}
