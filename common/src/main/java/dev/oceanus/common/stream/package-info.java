/** Lanes, shards, entries, and the ports through which processes write and read them. */
@NullMarked
package dev.oceanus.common.stream;

import org.jspecify.annotations.NullMarked;
