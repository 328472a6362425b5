/** Tests of the package of the same name. */
@NullMarked
package dev.oceanus.fakebigquery.store;

import org.jspecify.annotations.NullMarked;
