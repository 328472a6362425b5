/** The registry that each process counts in. */
@NullMarked
package dev.oceanus.common.metrics;

import org.jspecify.annotations.NullMarked;
