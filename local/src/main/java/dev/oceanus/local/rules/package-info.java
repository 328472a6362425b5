/** Rules held against past events, without anybody being told. */
@NullMarked
package dev.oceanus.local.rules;

import org.jspecify.annotations.NullMarked;
