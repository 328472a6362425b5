/** One run, from the snapshot to the manifest. */
@NullMarked
package dev.oceanus.export.run;

import org.jspecify.annotations.NullMarked;
