/** pubsub-notifier: live events in, notices out, and the watch over all services. */
@NullMarked
package dev.oceanus.notifier;

import org.jspecify.annotations.NullMarked;
