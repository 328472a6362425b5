/** Addresses and causes as browsers write them. */
@NullMarked
package dev.oceanus.local.doctor.facts;

import org.jspecify.annotations.NullMarked;
