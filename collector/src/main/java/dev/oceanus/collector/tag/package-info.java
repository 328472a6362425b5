/**
 * The script that pages carry; its source, and how it is made small, is in {@code src/main/tag}.
 */
@NullMarked
package dev.oceanus.collector.tag;

import org.jspecify.annotations.NullMarked;
