/** Keeps micro-batches while Redis does not confirm them, and sends them on in their order. */
@NullMarked
package dev.oceanus.collector.spool;

import org.jspecify.annotations.NullMarked;
