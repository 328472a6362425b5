/** Stand-ins for Redis and the warehouse in memory, and what tests break them with. */
@NullMarked
package dev.oceanus.loader.memory;

import org.jspecify.annotations.NullMarked;
