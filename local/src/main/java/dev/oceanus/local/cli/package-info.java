/** What a person types, and how a command ends. */
@NullMarked
package dev.oceanus.local.cli;

import org.jspecify.annotations.NullMarked;
