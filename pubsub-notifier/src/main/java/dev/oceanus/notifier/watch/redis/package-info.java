/** What the watch sees and remembers, in Redis. */
@NullMarked
package dev.oceanus.notifier.watch.redis;

import org.jspecify.annotations.NullMarked;
