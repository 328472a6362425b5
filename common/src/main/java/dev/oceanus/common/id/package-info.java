/** Identifiers made by Oceanus itself. */
@NullMarked
package dev.oceanus.common.id;

import org.jspecify.annotations.NullMarked;
