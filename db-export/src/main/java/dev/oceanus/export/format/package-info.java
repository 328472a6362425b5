/** Rows as lines of a file. */
@NullMarked
package dev.oceanus.export.format;

import org.jspecify.annotations.NullMarked;
