/** Which events matter, how often somebody is told, and what is said. */
@NullMarked
package dev.oceanus.notifier.rules;

import org.jspecify.annotations.NullMarked;
