/** Notices, digests and stories in Redis. */
@NullMarked
package dev.oceanus.notifier.redis;

import org.jspecify.annotations.NullMarked;
