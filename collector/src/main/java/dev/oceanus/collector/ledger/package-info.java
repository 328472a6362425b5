/** Where every received event went, kept as metrics that add up. */
@NullMarked
package dev.oceanus.collector.ledger;

import org.jspecify.annotations.NullMarked;
