/** What a lane's seal remembers, and the port that keeps it. */
@NullMarked
package dev.oceanus.loader.seal;

import org.jspecify.annotations.NullMarked;
