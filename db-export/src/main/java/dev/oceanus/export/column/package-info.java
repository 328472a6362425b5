/** Columns and their types, as readers of the files see them. */
@NullMarked
package dev.oceanus.export.column;

import org.jspecify.annotations.NullMarked;
