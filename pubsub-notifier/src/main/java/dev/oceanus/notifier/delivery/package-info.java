/** What a notice is, and where it may go. */
@NullMarked
package dev.oceanus.notifier.delivery;

import org.jspecify.annotations.NullMarked;
