/** What DuckDB knows of visitors. */
@NullMarked
package dev.oceanus.notifier.duckdb;

import org.jspecify.annotations.NullMarked;
