/** The naughty strings through the whole pipeline. */
@NullMarked
package dev.oceanus.local.naughty;

import org.jspecify.annotations.NullMarked;
