/** Networks that fail, for tests. */
@NullMarked
package dev.oceanus.testkit.net;

import org.jspecify.annotations.NullMarked;
