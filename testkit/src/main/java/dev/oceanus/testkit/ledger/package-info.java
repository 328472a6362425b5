/**
 * The proof that no event was lost, doubled, invented or altered: what was sent, and the oracle.
 */
@NullMarked
package dev.oceanus.testkit.ledger;

import org.jspecify.annotations.NullMarked;
