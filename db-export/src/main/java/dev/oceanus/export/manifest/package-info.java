/** What says that a run is whole. */
@NullMarked
package dev.oceanus.export.manifest;

import org.jspecify.annotations.NullMarked;
