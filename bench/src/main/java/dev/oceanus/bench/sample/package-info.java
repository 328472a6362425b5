/** Realistic events: as pages send them, and as Redis holds them. */
@NullMarked
package dev.oceanus.bench.sample;

import org.jspecify.annotations.NullMarked;
