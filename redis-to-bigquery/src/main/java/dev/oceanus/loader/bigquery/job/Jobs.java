package dev.oceanus.loader.bigquery.job;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Jobs under ids of our own. Whatever is answered to a start, the job may exist, by this call or by
 * another process; {@link #find} tells. Thread-safe.
 *
 * <p>Every method throws {@link WarehouseUnavailableException} when BigQuery cannot be asked now; a
 * start may then have taken effect.
 */
public interface Jobs {
  /** The job of this id, or empty if there is none, or none yet. */
  Optional<FoundJob> find(String id);

  /**
   * Starts a query under an id, unless a job has it.
   *
   * @param sql costs nothing, such as {@code SELECT 1}
   */
  void query(String id, Map<String, String> labels, String sql);

  /** Uploads rows for a load under an id, unless a job has it. */
  void load(Load load, Content content);

  /**
   * A load of rows behind those of a table.
   *
   * @param id of the job
   * @param table the table's name in the dataset
   * @param labels of the job
   */
  record Load(String id, String table, Map<String, String> labels) {}

  /** What is uploaded. */
  interface Content {
    /**
     * Writes lines of JSON; whatever it throws, there is no job then.
     *
     * @param out is not closed
     */
    void writeTo(OutputStream out) throws IOException;
  }
}
