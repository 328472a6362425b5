/** What BigQuery knows of visitors. */
@NullMarked
package dev.oceanus.notifier.bigquery;

import org.jspecify.annotations.NullMarked;
