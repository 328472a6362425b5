/** Tests of the package of the same name. */
@NullMarked
package dev.oceanus.fakebigquery.load;

import org.jspecify.annotations.NullMarked;
