/** The same load on nginx and on the collector, in turns. */
@NullMarked
package dev.oceanus.bench.load;

import org.jspecify.annotations.NullMarked;
