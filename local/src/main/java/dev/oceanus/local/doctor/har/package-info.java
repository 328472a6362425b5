/** Facts from a file that a browser's developer tools wrote. */
@NullMarked
package dev.oceanus.local.doctor.har;

import org.jspecify.annotations.NullMarked;
