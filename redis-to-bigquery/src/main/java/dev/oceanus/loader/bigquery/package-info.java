/** The warehouse in BigQuery: batches committed by load jobs, whose ids make them idempotent. */
@NullMarked
package dev.oceanus.loader.bigquery;

import org.jspecify.annotations.NullMarked;
