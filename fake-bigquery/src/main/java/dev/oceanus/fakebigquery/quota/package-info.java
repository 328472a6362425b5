/** What BigQuery allows a day, or in ten seconds. */
@NullMarked
package dev.oceanus.fakebigquery.quota;

import org.jspecify.annotations.NullMarked;
