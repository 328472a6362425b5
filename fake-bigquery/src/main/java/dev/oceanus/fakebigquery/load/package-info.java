/** Files of a load job: lines into rows that fit the table's columns. */
@NullMarked
package dev.oceanus.fakebigquery.load;

import org.jspecify.annotations.NullMarked;
