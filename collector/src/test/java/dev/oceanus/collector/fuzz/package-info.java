/**
 * What reads bytes of strangers, tried with inputs that Jazzer makes up: one target a class. In an
 * ordinary test run each takes the inputs that are kept for it; {@code ./oceanus fuzz} looks for
 * new ones.
 */
@NullMarked
package dev.oceanus.collector.fuzz;

import org.jspecify.annotations.NullMarked;
