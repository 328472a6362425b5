/** Redis, collectors and loaders as processes on one machine, and what they hold in the end. */
@NullMarked
package dev.oceanus.chaos.rig;

import org.jspecify.annotations.NullMarked;
