/**
 * How notices leave the house: calls that end in time, to places that were named, at addresses that
 * are public.
 */
@NullMarked
package dev.oceanus.notifier.http;

import org.jspecify.annotations.NullMarked;
