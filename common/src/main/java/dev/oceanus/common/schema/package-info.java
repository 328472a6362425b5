/**
 * What a table's columns are, which checks their values must pass, and where the values come from.
 */
@NullMarked
package dev.oceanus.common.schema;

import org.jspecify.annotations.NullMarked;
