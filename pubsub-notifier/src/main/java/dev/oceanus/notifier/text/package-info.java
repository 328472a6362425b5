/** Templates, filled with what events say and escaped for the place where they end up. */
@NullMarked
package dev.oceanus.notifier.text;

import org.jspecify.annotations.NullMarked;
