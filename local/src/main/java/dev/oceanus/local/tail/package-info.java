/** Events as they arrive, one readable line each. */
@NullMarked
package dev.oceanus.local.tail;

import org.jspecify.annotations.NullMarked;
