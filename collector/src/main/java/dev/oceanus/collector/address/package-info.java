/** Which of the addresses that a request came by is the client's. Pure. */
@NullMarked
package dev.oceanus.collector.address;

import org.jspecify.annotations.NullMarked;
