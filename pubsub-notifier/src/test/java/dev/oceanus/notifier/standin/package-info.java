/** Other sides that are good, bad, or slow. */
@NullMarked
package dev.oceanus.notifier.standin;

import org.jspecify.annotations.NullMarked;
