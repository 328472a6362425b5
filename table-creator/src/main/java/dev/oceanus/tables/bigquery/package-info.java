/** Tables and views of a dataset of BigQuery. */
@NullMarked
package dev.oceanus.tables.bigquery;

import org.jspecify.annotations.NullMarked;
