/** The commands that ask a local Oceanus. */
@NullMarked
package dev.oceanus.local.command;

import org.jspecify.annotations.NullMarked;
