/** A stand-in for BigQuery, as strict as the real one where it matters to who loads into it. */
@NullMarked
package dev.oceanus.fakebigquery;

import org.jspecify.annotations.NullMarked;
