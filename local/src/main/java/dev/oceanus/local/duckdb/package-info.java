/** Reading from the warehouse's file. */
@NullMarked
package dev.oceanus.local.duckdb;

import org.jspecify.annotations.NullMarked;
