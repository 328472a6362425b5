/** Where rows come from: the port. */
@NullMarked
package dev.oceanus.export.source;

import org.jspecify.annotations.NullMarked;
