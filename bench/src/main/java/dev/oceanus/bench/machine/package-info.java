/** What the figures were measured on. */
@NullMarked
package dev.oceanus.bench.machine;

import org.jspecify.annotations.NullMarked;
