/** Seals in Redis. */
@NullMarked
package dev.oceanus.loader.redis;

import org.jspecify.annotations.NullMarked;
