/** Whether the pages say what the code does. */
@NullMarked
package dev.oceanus.local.docs;

import org.jspecify.annotations.NullMarked;
