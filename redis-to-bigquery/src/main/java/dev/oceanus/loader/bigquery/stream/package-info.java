/** Commits through streams of the Storage Write API: who may write, and how rows travel. */
@NullMarked
package dev.oceanus.loader.bigquery.stream;

import org.jspecify.annotations.NullMarked;
