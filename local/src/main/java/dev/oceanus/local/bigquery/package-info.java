/** Reading from tables of BigQuery. */
@NullMarked
package dev.oceanus.local.bigquery;

import org.jspecify.annotations.NullMarked;
