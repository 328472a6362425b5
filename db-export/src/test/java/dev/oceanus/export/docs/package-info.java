/** Whether the docs say what the code does. */
@NullMarked
package dev.oceanus.export.docs;

import org.jspecify.annotations.NullMarked;
