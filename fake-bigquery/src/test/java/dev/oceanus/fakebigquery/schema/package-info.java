/** Tests of the package of the same name. */
@NullMarked
package dev.oceanus.fakebigquery.schema;

import org.jspecify.annotations.NullMarked;
