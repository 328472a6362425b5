/** All state, in one file: rows, resources, jobs, counters. */
@NullMarked
package dev.oceanus.fakebigquery.store;

import org.jspecify.annotations.NullMarked;
