package dev.oceanus.common.stream;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One destination table, with one stream per shard.
 *
 * @param name name of the table, {@code [A-Za-z0-9_]{1,128}}
 * @param shards number of streams, 1 or more; more spread the lane over a Redis Cluster
 */
public record Lane(String name, int shards) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,128}");

  /** Where refused events go. */
  public static final Lane REFUSED = new Lane("refused", 1);

  /** Where entries go that cannot become a row. */
  public static final Lane DEAD_LETTERS = new Lane("dead_letters", 1);

  public Lane {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "lane must match " + NAME.pattern() + ", found '" + name + "'");
    }
    if (shards < 1 || shards > 64) {
      throw new IllegalArgumentException(name + ": shards must be 1 to 64, found " + shards);
    }
  }

  /** The shard at this index, from 0. */
  public Shard shard(int index) {
    if (index < 0 || index >= shards) {
      throw new IllegalArgumentException(name + " has " + shards + " shards, asked for " + index);
    }
    return new Shard(name, index);
  }

  /** All shards in order. */
  public List<Shard> all() {
    return IntStream.range(0, shards).mapToObj(this::shard).toList();
  }
}
