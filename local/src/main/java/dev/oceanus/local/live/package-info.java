/** Live events of a local Oceanus: rules and messages within one process. */
@NullMarked
package dev.oceanus.local.live;

import org.jspecify.annotations.NullMarked;
