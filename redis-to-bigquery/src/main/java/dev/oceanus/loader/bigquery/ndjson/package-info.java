/** Rows as load jobs take them: lines of JSON, compressed on the way. */
@NullMarked
package dev.oceanus.loader.bigquery.ndjson;

import org.jspecify.annotations.NullMarked;
