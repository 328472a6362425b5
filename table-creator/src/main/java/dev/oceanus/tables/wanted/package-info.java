/** From the site catalogue to the tables and views that there should be. */
@NullMarked
package dev.oceanus.tables.wanted;

import org.jspecify.annotations.NullMarked;
