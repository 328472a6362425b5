/** Log lines: JSON for machines, text for people. */
@NullMarked
package dev.oceanus.common.log;

import org.jspecify.annotations.NullMarked;
