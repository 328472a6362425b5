/** Columns of a table: their types, and which change of them BigQuery takes. */
@NullMarked
package dev.oceanus.fakebigquery.schema;

import org.jspecify.annotations.NullMarked;
