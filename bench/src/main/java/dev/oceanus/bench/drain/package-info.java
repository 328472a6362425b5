/** How fast a loader empties a filled stream. */
@NullMarked
package dev.oceanus.bench.drain;

import org.jspecify.annotations.NullMarked;
