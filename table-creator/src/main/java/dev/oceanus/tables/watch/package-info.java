/** Applies the plan again and again, as a service. */
@NullMarked
package dev.oceanus.tables.watch;

import org.jspecify.annotations.NullMarked;
