package dev.oceanus.fakebigquery.load;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one format. Of one thread. */
interface RowParser {
  /**
   * Reads a row that begins with this line.
   *
   * @return the values of all columns, which are overwritten by the next call; null for a line that
   *     is no row
   * @throws BadRowException if it does not fit
   */
  @Nullable Object @Nullable [] parse(Lines line) throws IOException, BadRowException;

  /** Name of the format in messages. */
  String format();

  /** How messages begin that are about a row. */
  String bad(long position, String what);
}
