/** What a laptop sets differently from a cluster. */
@NullMarked
package dev.oceanus.local.settings;

import org.jspecify.annotations.NullMarked;
