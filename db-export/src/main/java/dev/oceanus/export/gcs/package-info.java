/** A bucket of Google Cloud Storage as the target. */
@NullMarked
package dev.oceanus.export.gcs;

import org.jspecify.annotations.NullMarked;
