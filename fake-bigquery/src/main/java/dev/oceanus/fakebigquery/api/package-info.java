/** What a method of the API takes and answers: calls, replies, errors, names of resources. */
@NullMarked
package dev.oceanus.fakebigquery.api;

import org.jspecify.annotations.NullMarked;
