/**
 * The watch over all services: what is wrong now, what of it people are told, and when it is over.
 */
@NullMarked
package dev.oceanus.notifier.watch;

import org.jspecify.annotations.NullMarked;
