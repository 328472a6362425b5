/** What is a collector's and what is not. */
@NullMarked
package dev.oceanus.local.doctor.wire;

import org.jspecify.annotations.NullMarked;
