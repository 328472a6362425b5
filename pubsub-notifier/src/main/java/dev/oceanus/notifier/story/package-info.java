/** The last pages of a visitor, and what the warehouse knows of one. */
@NullMarked
package dev.oceanus.notifier.story;

import org.jspecify.annotations.NullMarked;
