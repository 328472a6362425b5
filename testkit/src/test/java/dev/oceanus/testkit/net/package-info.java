/** The proxy against a server that echoes. */
@NullMarked
package dev.oceanus.testkit.net;

import org.jspecify.annotations.NullMarked;
