/** Live events on their way from the collector's relay to whoever listens. */
@NullMarked
package dev.oceanus.common.bus;

import org.jspecify.annotations.NullMarked;
