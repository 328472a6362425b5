/** Signs of life: what each process says of itself, where others can read it after it has died. */
@NullMarked
package dev.oceanus.common.beat;

import org.jspecify.annotations.NullMarked;
