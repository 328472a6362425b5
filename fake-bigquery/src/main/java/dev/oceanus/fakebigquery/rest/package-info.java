/** The methods of the BigQuery v2 API. */
@NullMarked
package dev.oceanus.fakebigquery.rest;

import org.jspecify.annotations.NullMarked;
