/** The owner of the warehouse's tables: its settings, its commands, and their wiring. */
@NullMarked
package dev.oceanus.tables;

import org.jspecify.annotations.NullMarked;
