/** Measures the product beside nginx on one machine; shipped with nothing. */
@NullMarked
package dev.oceanus.bench;

import org.jspecify.annotations.NullMarked;
