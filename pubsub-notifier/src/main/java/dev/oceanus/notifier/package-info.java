/** The process that tells people what matters: rules over live events, and their notices. */
@NullMarked
package dev.oceanus.notifier;

import org.jspecify.annotations.NullMarked;
