/** The demo shop and the tag in a real browser. */
@NullMarked
package dev.oceanus.local.browser;

import org.jspecify.annotations.NullMarked;
