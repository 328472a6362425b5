/** The real process, as a person starts it, and what is done to it. */
@NullMarked
package dev.oceanus.local.up;

import org.jspecify.annotations.NullMarked;
