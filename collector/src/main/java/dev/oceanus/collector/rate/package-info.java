/** How many requests are let in, for each site and for each client address. */
@NullMarked
package dev.oceanus.collector.rate;

import org.jspecify.annotations.NullMarked;
