/** The processes that are measured, and what the kernel knows of them. */
@NullMarked
package dev.oceanus.bench.process;

import org.jspecify.annotations.NullMarked;
