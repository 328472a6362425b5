/** Components that start in order, close in reverse, and say how they are. */
@NullMarked
package dev.oceanus.common.life;

import org.jspecify.annotations.NullMarked;
