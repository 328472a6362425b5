/** Events on their way into a table. */
@NullMarked
package dev.oceanus.local.doctor.trip;

import org.jspecify.annotations.NullMarked;
