/** A browser of our own making, driven over its DevTools protocol. */
@NullMarked
package dev.oceanus.local.browser;

import org.jspecify.annotations.NullMarked;
