/** The port to a warehouse: commits that are idempotent by the batch's identity. */
@NullMarked
package dev.oceanus.loader.warehouse;

import org.jspecify.annotations.NullMarked;
