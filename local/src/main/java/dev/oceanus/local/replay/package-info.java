/** Sends mended events again: reads what was kept of them, judges it, and sends what is missing. */
@NullMarked
package dev.oceanus.local.replay;

import org.jspecify.annotations.NullMarked;
