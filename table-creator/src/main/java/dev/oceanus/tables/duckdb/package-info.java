/** Tables and views of a DuckDB file. */
@NullMarked
package dev.oceanus.tables.duckdb;

import org.jspecify.annotations.NullMarked;
