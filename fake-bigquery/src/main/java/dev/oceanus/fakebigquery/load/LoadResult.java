package dev.oceanus.fakebigquery.load;

import java.util.List;

/**
 * What came of reading a file.
 *
 * @param failed whether nothing of it may be kept
 * @param rows that were good
 * @param bad rows that were not
 * @param errors first that which failed the job, then one for each bad row, up to a limit
 * @param partitions that were touched
 */
public record LoadResult(boolean failed, long rows, long bad, List<String> errors, int partitions) {
  public LoadResult {
    errors = List.copyOf(errors);
  }
}
