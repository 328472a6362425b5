/** The HTTP server in front of the methods. */
@NullMarked
package dev.oceanus.fakebigquery.http;

import org.jspecify.annotations.NullMarked;
