/** The collector: HTTP in, Redis out. Its wiring lives here, its stages in the packages below. */
@NullMarked
package dev.oceanus.collector;

import org.jspecify.annotations.NullMarked;
