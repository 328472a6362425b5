/** Bad input that others have collected, for tests. */
@NullMarked
package dev.oceanus.testkit.input;

import org.jspecify.annotations.NullMarked;
