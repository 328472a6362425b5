/** How long it takes from an event until someone is told of it. */
@NullMarked
package dev.oceanus.bench.messages;

import org.jspecify.annotations.NullMarked;
