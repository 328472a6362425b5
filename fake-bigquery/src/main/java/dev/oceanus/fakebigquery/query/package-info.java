/** Queries: from GoogleSQL to DuckDB, and back into the API's rows. */
@NullMarked
package dev.oceanus.fakebigquery.query;

import org.jspecify.annotations.NullMarked;
