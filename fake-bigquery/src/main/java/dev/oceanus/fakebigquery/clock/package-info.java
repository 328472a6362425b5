/** The time of the stand-in, which tests may move. */
@NullMarked
package dev.oceanus.fakebigquery.clock;

import org.jspecify.annotations.NullMarked;
