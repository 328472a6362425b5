/** Drains the streams of Redis into the tables of a warehouse, each entry exactly once. */
@NullMarked
package dev.oceanus.loader;

import org.jspecify.annotations.NullMarked;
