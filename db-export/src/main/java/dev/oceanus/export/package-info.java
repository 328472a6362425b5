/** The nightly batch: tables of a production database as files, and in BigQuery. */
@NullMarked
package dev.oceanus.export;

import org.jspecify.annotations.NullMarked;
