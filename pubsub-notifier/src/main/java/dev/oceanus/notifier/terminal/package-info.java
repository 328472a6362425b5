/** Notices to who watches a terminal. */
@NullMarked
package dev.oceanus.notifier.terminal;

import org.jspecify.annotations.NullMarked;
