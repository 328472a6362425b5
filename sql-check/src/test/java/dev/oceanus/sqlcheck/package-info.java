/** What analysts are given: their page, its queries, and the views. */
@NullMarked
package dev.oceanus.sqlcheck;

import org.jspecify.annotations.NullMarked;
