/** The folder that holds all that a local Oceanus keeps, and who has it. */
@NullMarked
package dev.oceanus.local.folder;

import org.jspecify.annotations.NullMarked;
