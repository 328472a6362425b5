/** Files as browsers write them. */
@NullMarked
package dev.oceanus.local.doctor.har;

import org.jspecify.annotations.NullMarked;
