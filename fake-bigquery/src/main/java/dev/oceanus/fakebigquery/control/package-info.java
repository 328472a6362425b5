/** The control API for tests, below /_fake/. */
@NullMarked
package dev.oceanus.fakebigquery.control;

import org.jspecify.annotations.NullMarked;
