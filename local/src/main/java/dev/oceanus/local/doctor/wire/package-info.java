/** Which of a page's requests and elements are about a collector. */
@NullMarked
package dev.oceanus.local.doctor.wire;

import org.jspecify.annotations.NullMarked;
