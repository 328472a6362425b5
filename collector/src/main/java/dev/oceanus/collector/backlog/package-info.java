/** How much waits in Redis for the loader, for whoever watches from outside. */
@NullMarked
package dev.oceanus.collector.backlog;

import org.jspecify.annotations.NullMarked;
