/** A warehouse of tables and views in memory, which passes the contract. */
@NullMarked
package dev.oceanus.tables.memory;

import org.jspecify.annotations.NullMarked;
