package dev.oceanus.common.stream;

/**
 * One stream of a lane.
 *
 * @param lane name of the lane
 * @param index from 0
 */
public record Shard(String lane, int index) {
  /** As in keys, logs and {@code _entry}: {@code events_demo:0}. */
  @Override
  public String toString() {
    return lane + ":" + index;
  }
}
