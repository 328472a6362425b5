/** Tests of the package of the same name. */
@NullMarked
package dev.oceanus.fakebigquery;

import org.jspecify.annotations.NullMarked;
