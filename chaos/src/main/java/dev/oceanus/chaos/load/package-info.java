/** Events as pages send them, at a steady rate, noted in the ledger before and after. */
@NullMarked
package dev.oceanus.chaos.load;

import org.jspecify.annotations.NullMarked;
