/** Whether an event that a page sent has reached its table. */
@NullMarked
package dev.oceanus.local.doctor.trip;

import org.jspecify.annotations.NullMarked;
