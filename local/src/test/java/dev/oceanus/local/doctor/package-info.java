/** Pages that are well and pages that are not, examined as a whole. */
@NullMarked
package dev.oceanus.local.doctor;

import org.jspecify.annotations.NullMarked;
