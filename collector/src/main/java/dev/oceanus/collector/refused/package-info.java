/** What of a refused event leaves the process. Pure: no I/O, no threads. */
@NullMarked
package dev.oceanus.collector.refused;

import org.jspecify.annotations.NullMarked;
