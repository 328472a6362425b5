/** What is exported: the file that people write. */
@NullMarked
package dev.oceanus.export.plan;

import org.jspecify.annotations.NullMarked;
