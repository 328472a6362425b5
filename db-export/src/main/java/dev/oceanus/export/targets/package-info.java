/** Where files go: the port, and what a run does with it. */
@NullMarked
package dev.oceanus.export.targets;

import org.jspecify.annotations.NullMarked;
