/** A database in memory, for tests of what is read from one. */
@NullMarked
package dev.oceanus.export.memory;

import org.jspecify.annotations.NullMarked;
