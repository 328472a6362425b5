/** One event, and the only mapping between it and the JSON that Redis holds. */
@NullMarked
package dev.oceanus.common.event;

import org.jspecify.annotations.NullMarked;
