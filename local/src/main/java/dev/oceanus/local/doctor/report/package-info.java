/** Findings as people and programs read them. */
@NullMarked
package dev.oceanus.local.doctor.report;

import org.jspecify.annotations.NullMarked;
