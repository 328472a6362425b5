/** The database: one snapshot, and its values. */
@NullMarked
package dev.oceanus.export.jdbc;

import org.jspecify.annotations.NullMarked;
