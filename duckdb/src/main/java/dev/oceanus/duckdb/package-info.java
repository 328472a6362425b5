/** The DuckDB file and what its errors mean, for whoever writes or reads tables in it. */
@NullMarked
package dev.oceanus.duckdb;

import org.jspecify.annotations.NullMarked;
