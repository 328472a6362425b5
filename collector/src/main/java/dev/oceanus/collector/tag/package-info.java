/** The script that pages carry; its source is in {@code src/main/tag}. */
@NullMarked
package dev.oceanus.collector.tag;

import org.jspecify.annotations.NullMarked;
