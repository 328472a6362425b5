/** What was planned or done, for people and for programs. */
@NullMarked
package dev.oceanus.tables.report;

import org.jspecify.annotations.NullMarked;
