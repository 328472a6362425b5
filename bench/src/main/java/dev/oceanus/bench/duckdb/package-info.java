/** Counts what a loader has left in a DuckDB file. */
@NullMarked
package dev.oceanus.bench.duckdb;

import org.jspecify.annotations.NullMarked;
