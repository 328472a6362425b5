/** The port to a warehouse's tables and views. */
@NullMarked
package dev.oceanus.tables.store;

import org.jspecify.annotations.NullMarked;
