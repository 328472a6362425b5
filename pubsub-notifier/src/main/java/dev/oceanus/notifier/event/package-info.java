/** A live event as rules and templates see it. */
@NullMarked
package dev.oceanus.notifier.event;

import org.jspecify.annotations.NullMarked;
