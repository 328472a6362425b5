/** The way of a live event through the rules, and what is written of it. */
@NullMarked
package dev.oceanus.notifier.flow;

import org.jspecify.annotations.NullMarked;
