package dev.oceanus.common.stream;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One destination table, with one stream per shard; or one table a day, as the Python system had.
 *
 * @param name name of the table, {@code [A-Za-z0-9_]{1,128}}
 * @param shards number of streams, 1 or more; more spread the lane over a Redis Cluster
 * @param daily whether each day has a table of its own, where the warehouse is BigQuery
 */
public record Lane(String name, int shards, boolean daily) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,128}");

  /** Where refused events go. */
  public static final Lane REFUSED = new Lane("refused", 1);

  /** Where entries go that cannot become a row. */
  public static final Lane DEAD_LETTERS = new Lane("dead_letters", 1);

  /** A lane with one table. */
  public Lane(String name, int shards) {
    this(name, shards, false);
  }

  public Lane {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "lane must match " + NAME.pattern() + ", found '" + name + "'");
    }
    if (shards < 1 || shards > 64) {
      throw new IllegalArgumentException(name + ": shards must be 1 to 64, found " + shards);
    }
  }

  /**
   * The table for entries of this day.
   *
   * @param day in UTC, of the entry's id
   */
  public String table(LocalDate day) {
    return daily ? name + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE) : name;
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
