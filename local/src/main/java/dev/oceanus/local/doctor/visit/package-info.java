/** Facts from a page that a browser loads for this. */
@NullMarked
package dev.oceanus.local.doctor.visit;

import org.jspecify.annotations.NullMarked;
