/** Notices that wait for their time, and their way to the targets. */
@NullMarked
package dev.oceanus.notifier.outbox;

import org.jspecify.annotations.NullMarked;
