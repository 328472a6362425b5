/** Ways to break a running pipeline, and the trial that finds out whether it minded. */
@NullMarked
package dev.oceanus.chaos.campaign;

import org.jspecify.annotations.NullMarked;
