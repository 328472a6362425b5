/** Named points at which a test may halt, hang or break a process. */
@NullMarked
package dev.oceanus.common.fail;

import org.jspecify.annotations.NullMarked;
