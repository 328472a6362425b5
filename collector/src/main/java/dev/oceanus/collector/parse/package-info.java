/** From decoded values and a site to an event or a refusal. Pure: no I/O, no threads. */
@NullMarked
package dev.oceanus.collector.parse;

import org.jspecify.annotations.NullMarked;
