/** Notices to people's own services, as signed HTTP posts. */
@NullMarked
package dev.oceanus.notifier.webhook;

import org.jspecify.annotations.NullMarked;
