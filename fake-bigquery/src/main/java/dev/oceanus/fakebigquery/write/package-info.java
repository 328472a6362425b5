/**
 * The Storage Write API of the stand-in: streams of a table, appends at offsets, and what makes
 * their rows visible.
 */
@NullMarked
package dev.oceanus.fakebigquery.write;

import org.jspecify.annotations.NullMarked;
