/** The tables of BigQuery: their columns, and the batches that they say they hold. */
@NullMarked
package dev.oceanus.loader.bigquery.table;

import org.jspecify.annotations.NullMarked;
