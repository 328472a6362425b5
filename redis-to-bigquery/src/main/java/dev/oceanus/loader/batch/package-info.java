/** Entries read into a batch, converted to rows, and the seal that fixes its boundaries. */
@NullMarked
package dev.oceanus.loader.batch;

import org.jspecify.annotations.NullMarked;
