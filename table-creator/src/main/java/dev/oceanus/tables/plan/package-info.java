/** The difference between what is wanted and what was found, as changes and conflicts. Pure. */
@NullMarked
package dev.oceanus.tables.plan;

import org.jspecify.annotations.NullMarked;
