/** Tests of the package of the same name. */
@NullMarked
package dev.oceanus.fakebigquery.query;

import org.jspecify.annotations.NullMarked;
