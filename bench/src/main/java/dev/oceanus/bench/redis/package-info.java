/** The Redis that is measured, and what an event weighs in it. */
@NullMarked
package dev.oceanus.bench.redis;

import org.jspecify.annotations.NullMarked;
