/** What a person and a program read. */
@NullMarked
package dev.oceanus.local.doctor.report;

import org.jspecify.annotations.NullMarked;
