/** The targets of rules.yaml, and the adapters behind them. */
@NullMarked
package dev.oceanus.notifier.targets;

import org.jspecify.annotations.NullMarked;
