/**
 * The connection to BigQuery and what its errors mean, for whoever writes or reads tables there.
 */
@NullMarked
package dev.oceanus.bigquery;

import org.jspecify.annotations.NullMarked;
