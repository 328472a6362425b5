/** The spool's folder on the local disk. */
@NullMarked
package dev.oceanus.collector.spool.file;

import org.jspecify.annotations.NullMarked;
