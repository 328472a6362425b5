/** Everything in one process on one machine, and the commands that ask it. */
@NullMarked
package dev.oceanus.local;

import org.jspecify.annotations.NullMarked;
