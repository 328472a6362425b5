/** How fast the collector's relay publishes. */
@NullMarked
package dev.oceanus.bench.relay;

import org.jspecify.annotations.NullMarked;
