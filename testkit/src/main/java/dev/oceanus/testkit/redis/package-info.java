/** Real Redis processes for tests. */
@NullMarked
package dev.oceanus.testkit.redis;

import org.jspecify.annotations.NullMarked;
