/** Personal values taken out of what is kept of events that failed. Pure: no I/O, no threads. */
@NullMarked
package dev.oceanus.common.mask;

import org.jspecify.annotations.NullMarked;
