/** What goes wrong on purpose: rules, and what they decide for one call. */
@NullMarked
package dev.oceanus.fakebigquery.fault;

import org.jspecify.annotations.NullMarked;
