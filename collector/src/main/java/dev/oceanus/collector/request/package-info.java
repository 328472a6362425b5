/** What a request holds, decoded without a look at any schema. Pure: no I/O, no threads. */
@NullMarked
package dev.oceanus.collector.request;

import org.jspecify.annotations.NullMarked;
