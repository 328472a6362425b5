/** The official Pub/Sub emulator for tests, as a process that can be broken. */
@NullMarked
package dev.oceanus.testkit.pubsub;

import org.jspecify.annotations.NullMarked;
