/** All figures as a table for people and as JSON for programs. */
@NullMarked
package dev.oceanus.bench.report;

import org.jspecify.annotations.NullMarked;
