/** A class for each row, and what must hold after every one of them. */
@NullMarked
package dev.oceanus.collector.badinput;

import org.jspecify.annotations.NullMarked;
