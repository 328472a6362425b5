package dev.oceanus.loader.batch;

import dev.oceanus.common.schema.Schema;

/**
 * A sealed batch with its rows.
 *
 * @param seal its boundaries
 * @param schema of its table
 * @param rows all entries of the interval but the excluded ones, in order
 */
public record Batch(Seal seal, Schema schema, Rows rows) {
  public Batch {
    if (rows.size() != seal.rows()) {
      throw new IllegalArgumentException(
          "batch %s is sealed with %d rows, found %d"
              .formatted(seal.id(), seal.rows(), rows.size()));
    }
  }

  /** This batch with some of its rows only, to find out which of them a warehouse refuses. */
  public Part part(Rows some) {
    return new Part(schema, seal.id().lane(), some);
  }

  /**
   * Some rows of a batch.
   *
   * @param schema of their table
   * @param lane its name
   * @param rows the rows
   */
  public record Part(Schema schema, String lane, Rows rows) {}
}
