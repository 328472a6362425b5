/** How long rules take to be held against events. */
@NullMarked
package dev.oceanus.bench.rules;

import org.jspecify.annotations.NullMarked;
