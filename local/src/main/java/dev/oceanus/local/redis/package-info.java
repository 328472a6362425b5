/** A Redis of our own: found, started, watched over, and ended last. */
@NullMarked
package dev.oceanus.local.redis;

import org.jspecify.annotations.NullMarked;
