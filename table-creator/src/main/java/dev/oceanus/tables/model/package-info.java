/** What a dataset holds, wanted or found: tables, columns and views. */
@NullMarked
package dev.oceanus.tables.model;

import org.jspecify.annotations.NullMarked;
