/** Plans, and applies plans until there is nothing left to do. */
@NullMarked
package dev.oceanus.tables.upkeep;

import org.jspecify.annotations.NullMarked;
