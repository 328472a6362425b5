/** What the collector would say of an event, without taking it. Pure: no I/O, no threads. */
@NullMarked
package dev.oceanus.collector.rehearsal;

import org.jspecify.annotations.NullMarked;
