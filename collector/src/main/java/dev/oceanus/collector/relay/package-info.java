/** Publishes stored events to whoever wants to learn of them as they happen. */
@NullMarked
package dev.oceanus.collector.relay;

import org.jspecify.annotations.NullMarked;
