/** A folder as the target. */
@NullMarked
package dev.oceanus.export.folder;

import org.jspecify.annotations.NullMarked;
