/** The warehouse in a local DuckDB file. */
@NullMarked
package dev.oceanus.loader.duckdb;

import org.jspecify.annotations.NullMarked;
