/** The command that a person types, and what it promises apart from the programs that it starts. */
@NullMarked
package dev.oceanus.local.script;

import org.jspecify.annotations.NullMarked;
