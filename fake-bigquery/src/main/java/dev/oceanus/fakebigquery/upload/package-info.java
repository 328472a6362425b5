/** How data comes in: in one call of two parts, or in a session that can be taken up again. */
@NullMarked
package dev.oceanus.fakebigquery.upload;

import org.jspecify.annotations.NullMarked;
