/** The collector as a whole, from the socket to the stream. */
@NullMarked
package dev.oceanus.collector;

import org.jspecify.annotations.NullMarked;
