/** Answers to SQL, as rows on the way from the warehouse to a person or a program. */
@NullMarked
package dev.oceanus.local.query;

import org.jspecify.annotations.NullMarked;
