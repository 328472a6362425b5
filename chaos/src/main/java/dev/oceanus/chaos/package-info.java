/** Breaks the pipeline's processes under load, and proves that no event minded. */
@NullMarked
package dev.oceanus.chaos;

import org.jspecify.annotations.NullMarked;
