/** Jobs of BigQuery by ids of our own, which make a commit idempotent, and what they tell. */
@NullMarked
package dev.oceanus.loader.bigquery.job;

import org.jspecify.annotations.NullMarked;
