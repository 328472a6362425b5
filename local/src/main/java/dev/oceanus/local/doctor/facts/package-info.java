/** What was seen of a page, whoever saw it. */
@NullMarked
package dev.oceanus.local.doctor.facts;

import org.jspecify.annotations.NullMarked;
