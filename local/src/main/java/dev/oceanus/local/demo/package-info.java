/** The pages of the demo shop. */
@NullMarked
package dev.oceanus.local.demo;

import org.jspecify.annotations.NullMarked;
