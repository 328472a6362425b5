/** One way in for every route: parse, submit, record what is refused, and keep the ledger. */
@NullMarked
package dev.oceanus.collector.intake;

import org.jspecify.annotations.NullMarked;
