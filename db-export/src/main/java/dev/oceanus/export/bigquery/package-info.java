/** Loading what was exported into BigQuery. */
@NullMarked
package dev.oceanus.export.bigquery;

import org.jspecify.annotations.NullMarked;
