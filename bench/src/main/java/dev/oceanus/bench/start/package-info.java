/** How soon a process is ready, and what it weighs then. */
@NullMarked
package dev.oceanus.bench.start;

import org.jspecify.annotations.NullMarked;
