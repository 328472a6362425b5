/** What services agree on about the warehouse: which one, its own columns, and its being away. */
@NullMarked
package dev.oceanus.common.warehouse;

import org.jspecify.annotations.NullMarked;
