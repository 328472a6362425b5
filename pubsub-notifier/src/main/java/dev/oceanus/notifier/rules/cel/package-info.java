/** Conditions in CEL. */
@NullMarked
package dev.oceanus.notifier.rules.cel;

import org.jspecify.annotations.NullMarked;
