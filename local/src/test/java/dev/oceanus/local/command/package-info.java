/** What a person types, and what it does. */
@NullMarked
package dev.oceanus.local.command;

import org.jspecify.annotations.NullMarked;
